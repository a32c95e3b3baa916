package dev.agnost.realtime.transport.okhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.Header;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExactHeadTest {

  private static final String END = "\r\n\r\n";

  @Test
  void theTargetIsPutBackAndAddedHeadersAreTakenOut() {
    ExactHead exact = new ExactHead("/a/../'", List.of());

    String sent =
        request(exact, "GET / HTTP/1.1\r\nA: b\r\nUser-Agent: x\r\nAccept-Encoding: y" + END);

    assertThat(sent).isEqualTo("GET /a/../' HTTP/1.1\r\nA: b" + END);
  }

  @Test
  void aUserAgentThatWasAskedForStays() {
    ExactHead exact = new ExactHead("/", List.of(new Header("user-agent", "mine")));

    String sent = request(exact, "GET / HTTP/1.1\r\nuser-agent: mine" + END);

    assertThat(sent).isEqualTo("GET / HTTP/1.1\r\nuser-agent: mine" + END);
  }

  @Test
  void onlyTheHeadIsChangedHoweverTheBytesAreCut() throws IOException {
    byte[] written =
        ("GET / HTTP/1.1\r\nUser-Agent: x" + END + "body\r\n\r\nUser-Agent: x").getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    try (HeadOutput head = new HeadOutput(out, new ExactHead("/", List.of()))) {
      for (byte b : written) {
        head.write(b);
      }
    }

    assertThat(out.toString(UTF_8)).isEqualTo("GET / HTTP/1.1" + END + "body\r\n\r\nUser-Agent: x");
  }

  @Test
  void anUpgradeInAListIsWhatOkHttpTakes() throws IOException {
    String received =
        "HTTP/1.1 101 ok\r\nconnection: keep-alive, UPGRADE\r\nA: b" + END + "\u0081\u0000";

    assertThat(response(received))
        .isEqualTo("HTTP/1.1 101 ok\r\nConnection: Upgrade\r\nA: b" + END + "\u0081\u0000");
  }

  @Test
  void interimResponsesAndWhatFollowsThemArePassedOn() throws IOException {
    String interim = "HTTP/1.1 103 Early Hints\r\nConnection: Upgrade, x" + END;
    String upgrade = "HTTP/1.1 101 ok\r\nConnection: Upgrade, x" + END;

    assertThat(response(interim + upgrade + "rest"))
        .isEqualTo(interim + "HTTP/1.1 101 ok\r\nConnection: Upgrade" + END + "rest");
  }

  @Test
  void otherResponsesAndGarbageAreLeftAlone() throws IOException {
    String rejected = "HTTP/1.1 403 no\r\nConnection: close, Upgrade" + END + "body";

    assertThat(response(rejected)).isEqualTo(rejected);
    assertThat(response("garbage\n\nmore")).isEqualTo("garbage\n\nmore");
    assertThat(response("cut off")).isEqualTo("cut off");
    assertThat(response("")).isEmpty();
  }

  private static String request(ExactHead exact, String head) {
    return new String(exact.request(head.getBytes(UTF_8)), ISO_8859_1);
  }

  private static String response(String received) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(received.getBytes(ISO_8859_1));
    try (HeadInput head = new HeadInput(in, new ExactHead("/", List.of()))) {
      return new String(head.readAllBytes(), ISO_8859_1);
    }
  }
}
