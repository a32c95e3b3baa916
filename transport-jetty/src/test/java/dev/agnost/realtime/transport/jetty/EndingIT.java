package dev.agnost.realtime.transport.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.tck.fixture.Peer;
import dev.agnost.realtime.tck.fixture.RecordedSignals;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ends in which Jetty, left to itself, would do something else. */
class EndingIT {

  private static final int MORE_THAN_THE_NETWORK_TAKES = 12 << 20;

  private final RecordedSignals signals = new RecordedSignals();
  private final Transport transport = JettyTransports.create(TransportConfig.defaults());
  private Peer peer;
  private TransportConnection connection;
  private Peer.Line line;

  @BeforeEach
  void open() throws Exception {
    peer = Peer.plain();
    connection = transport.connect(ConnectRequest.of(peer.uri("/")), signals);
    connection.request(Long.MAX_VALUE);
    line = peer.upgrade();
    signals.expectOpened();
  }

  @AfterEach
  void stop() throws Exception {
    transport.close();
    peer.close();
  }

  /** T6.1, T6.2: for Jetty 1001 and 1011 are emergencies. */
  @Test
  void aCloseWithAnAbnormalCodeLosesNothingAndWaitsForTheAnswer() throws Exception {
    connection.sendBinary(ByteBuffer.allocate(MORE_THAN_THE_NETWORK_TAKES));
    connection.sendText(ByteBuffer.wrap("last".getBytes(UTF_8)));
    connection.close(new CloseStatus(1011, "broken"));

    assertThat(line.readFrame().payload()).hasSize(MORE_THAN_THE_NETWORK_TAKES);
    assertThat(line.readFrame().text()).isEqualTo("last");
    Peer.Frame close = line.readFrame();
    assertThat(close.closeCode()).isEqualTo(1011);
    signals.expectNothing();
    line.write(Peer.Line.frame(0x88, close.payload()));
    signals.expect(new CloseStatus(1011, "broken"));
    line.awaitEnd();
  }

  @Test
  void aCloseOfThePeerIsSignalledAndTheSocketFreedAlsoIfItDoesNotRead() throws Exception {
    connection.sendBinary(ByteBuffer.allocate(MORE_THAN_THE_NETWORK_TAKES));

    line.write(Peer.Line.frame(0x88, new byte[] {3, (byte) 0xe9}));

    signals.expect(new CloseStatus(1001, ""));
    line.awaitEnd();
  }

  @Test
  void aMessageOfTheLimitIsDeliveredAndOneAboveItIsAnsweredWith1009() throws Exception {
    int limit = TransportConfig.defaults().maxInboundMessageBytes();
    line.write(Peer.Line.frame(0x82, new byte[limit]));
    assertThat(signals.take()).isInstanceOf(ByteBuffer.class);

    line.write(ByteBuffer.allocate(10).put((byte) 0x82).put((byte) 127).putLong(limit + 1).array());
    line.write(new byte[1]);

    signals.expectFailure(Kind.MESSAGE_TOO_LARGE);
    assertThat(line.readFrame().closeCode()).isEqualTo(1009);
    line.awaitEnd();
  }

  @Test
  void aLongFrameOfThePeerIsOneMessage() throws Exception {
    byte[] payload = new byte[300_000];
    payload[299_999] = 7;

    line.write(Peer.Line.frame(0x82, payload));

    signals.expect(ByteBuffer.wrap(payload));
  }
}
