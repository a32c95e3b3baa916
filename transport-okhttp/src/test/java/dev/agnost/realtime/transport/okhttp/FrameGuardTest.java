package dev.agnost.realtime.transport.okhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameGuardTest {

  private static final String SWITCH = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n";
  private static final int LIMIT = 200;

  private final FrameGuard guard = new FrameGuard(LIMIT, () -> {});

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void textPassesAsBinaryAndIsRemembered(int chunk) throws IOException {
    String in = SWITCH + "\u0081\1a" + "\u0082\1b" + "\1\1c" + "\u0089\0" + "\u0080\1d";

    assertThat(pass(in, chunk))
        .isEqualTo(SWITCH + "\u0082\1a" + "\u0082\1b" + "\2\1c" + "\u0089\0" + "\u0080\1d");
    assertThat(guard.nextIsText()).isTrue();
    assertThat(guard.nextIsText()).isFalse();
    assertThat(guard.nextIsText()).isTrue();
    assertThatThrownBy(guard::nextIsText).hasMessageContaining("did not pass");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 1_000})
  void aMessageOfTheLimitPassesWhateverItsFragments(int chunk) throws IOException {
    String one = "\1\1x" + "\0\1x".repeat(LIMIT - 2) + "\u0080\1x";
    String two = "\u0082~\0\u00c8" + "y".repeat(LIMIT);
    String in = SWITCH + one + two + one;

    assertThat(pass(in, chunk)).hasSize(in.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0082~\0\u00c9", // one frame
        "\u0082\u007f\0\0\0\0\u0080\0\0\0", // two gigabytes
        "\2~\0\u00c7%s\u0080\2", // fragments together
        "\1\2ab\0~\0\u00c0%s\0\7" // not neighbours alone
      })
  void aFrameAboveTheLimitEndsTheStreamBehindWhatCameBefore(String frames) throws IOException {
    String before = SWITCH + "\u0081\1a";
    int payload = frames.contains("\u00c0") ? 192 : 199;
    InputStream in = guarded(before + frames.replace("%s", "x".repeat(payload)));

    byte[] passed = in.readNBytes(before.length());
    assertThat(new String(passed, ISO_8859_1)).isEqualTo(before.replace('\u0081', '\u0082'));
    assertThatIOException()
        .isThrownBy(in::readAllBytes)
        .havingCause()
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.MESSAGE_TOO_LARGE));
  }

  @Test
  void pingsWithoutPongsAreDroppedAndMessagesBetweenThemAreNot() throws IOException {
    String ping = "\u0089\3abc";
    String in = SWITCH + ping.repeat(5_000) + "\u0082\1a" + ping + "\u0082\1b";

    assertThat(pass(in, 1_000)).isEqualTo(SWITCH + ping.repeat(1_000) + "\u0082\1a" + "\u0082\1b");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 407, 408, 421, 500, 503})
  void aRefusalReachesOkHttpAs500(int status) throws IOException {
    String rest = " No\r\nRetry-After: 0\r\n\r\nbody\n\nHTTP/1.1 101 not a head\n\n\u0081\1a";

    assertThat(pass("HTTP/1.1 " + status + rest, 1)).isEqualTo("HTTP/1.1 500" + rest);
    assertThat(guard.status()).isEqualTo(status);
  }

  @Test
  void interimResponsesAndRedirectsPassUnchanged() throws IOException {
    String in = "HTTP/1.1 103 Early\r\nLink: a\r\n\r\nHTTP/1.1 302 Found\r\nLocation: b\r\n\r\n";

    assertThat(pass(in, 3)).isEqualTo(in);
    assertThat(guard.status()).isEqualTo(302);
  }

  @Test
  void framesBehindAnInterimResponseAreSeen() throws IOException {
    assertThat(pass("HTTP/1.1 100 Continue\r\n\r\n" + SWITCH + "\u0081\1a", 4))
        .endsWith("\u0082\1a");
    assertThat(guard.nextIsText()).isTrue();
  }

  @Test
  void theRequestGoesOutOnOneConnectionOnly() throws IOException {
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    OutputStream out = guard.output(first);
    out.write("GET / HTTP/1.1\r\n".getBytes(ISO_8859_1));
    out.write("\r\n".getBytes(ISO_8859_1));
    ByteArrayOutputStream second = new ByteArrayOutputStream();

    assertThatIOException()
        .isThrownBy(() -> guard.output(second).write("GET".getBytes(ISO_8859_1)));

    assertThat(first.size()).isEqualTo(18);
    assertThat(second.size()).isZero();
  }

  private InputStream guarded(String latin1) {
    return guard.input(new ByteArrayInputStream(latin1.getBytes(ISO_8859_1)));
  }

  private String pass(String latin1, int chunk) throws IOException {
    InputStream in = guarded(latin1);
    StringBuilder passed = new StringBuilder();
    byte[] bytes = new byte[chunk];
    for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
      passed.append(new String(bytes, 0, count, ISO_8859_1));
    }
    return passed.toString();
  }
}
