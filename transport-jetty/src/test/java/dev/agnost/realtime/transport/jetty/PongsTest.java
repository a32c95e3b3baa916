package dev.agnost.realtime.transport.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.junit.jupiter.api.Test;

class PongsTest {

  /** A session whose writes end when the test says so. */
  private static final class SlowSession extends CoreSession.Empty {

    private final List<String> sent = new ArrayList<>();
    private final List<Callback> writing = new ArrayList<>();

    @Override
    public void sendFrame(OutgoingEntry entry) {
      assertThat(entry.getFrame().getOpCode()).isEqualTo(OpCode.PONG);
      sent.add(entry.getFrame().getPayloadAsUTF8());
      writing.add(entry.getCallback());
    }

    void written() {
      writing.remove(0).succeeded();
    }
  }

  private final SlowSession session = new SlowSession();
  private final Pongs pongs = new Pongs();

  @Test
  void eachPingIsAnsweredWhileTheAnswersLeave() {
    for (String ping : List.of("a", "b", "c")) {
      pongs.answer(session, ByteBuffer.wrap(ping.getBytes(UTF_8)));
      session.written();
    }

    assertThat(session.sent).containsExactly("a", "b", "c");
  }

  @Test
  void ofPingsThatCannotBeAnsweredTheLatestIs() {
    for (String ping : List.of("a", "b", "c", "d")) {
      pongs.answer(session, ByteBuffer.wrap(ping.getBytes(UTF_8)));
    }
    assertThat(session.sent).containsExactly("a");

    session.written();
    assertThat(session.sent).containsExactly("a", "d");

    session.written();
    pongs.answer(session, ByteBuffer.wrap("e".getBytes(UTF_8)));
    assertThat(session.sent).containsExactly("a", "d", "e");
  }
}
