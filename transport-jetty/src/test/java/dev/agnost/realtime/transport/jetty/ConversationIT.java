package dev.agnost.realtime.transport.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConversationIT {

  private final RecordedSignals signals = new RecordedSignals();
  private final Transport transport = JettyTransports.create(TransportConfig.defaults());
  private Peer peer;

  @BeforeEach
  void startPeer() throws Exception {
    peer = Peer.plain();
  }

  @AfterEach
  void stop() throws Exception {
    transport.close();
    peer.close();
  }

  private TransportConnection connect() {
    return transport.connect(ConnectRequest.of(peer.uri("/")), signals);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void targetAndHeadersArriveAsGiven() throws Exception {
    transport.connect(
        new ConnectRequest(
            peer.uri("/a/b/?EIO=4&q=a%20b%2Fc&e="),
            List.of(
                new Header("X-One", "1"), new Header("x-two", "\u00e9"), new Header("X-One", "3"))),
        signals);

    String head = peer.accept().readHead();

    assertThat(head).startsWith("GET /a/b/?EIO=4&q=a%20b%2Fc&e= HTTP/1.1\r\n");
    assertThat(head).contains("\r\nHost: 127.0.0.1:" + peer.port() + "\r\n");
    assertThat(head).contains("\r\nX-One: 1\r\nx-two: \u00e9\r\nX-One: 3\r\n");
    assertThat(head.lines().filter(line -> !line.isEmpty())).hasSize(9);
  }

  @Test
  void frameBehindTheResponseIsDeliveredAfterOnOpen() throws Exception {
    signals.atOpen(connection -> connection.request(1));
    connect();

    Peer.Line line = peer.accept();
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.writeBytes(line.switchingProtocols(line.readHead()));
    segment.writeBytes(Peer.Line.frame(0x81, "early".getBytes(UTF_8)));
    line.write(segment.toByteArray());

    signals.expectOpened();
    signals.expect("early");
  }

  @Test
  void messagesGoBothWays() throws Exception {
    TransportConnection connection = connect();
    Peer.Line line = peer.upgrade();
    signals.expectOpened();
    connection.request(Long.MAX_VALUE);

    connection.sendText(utf8("héllo"));
    connection.sendBinary(ByteBuffer.wrap(new byte[70_000]));
    connection.sendText(utf8(""));
    line.text("wörld");
    line.write(Peer.Line.frame(0x82, new byte[] {1, 2}));

    assertThat(line.readFrame().text()).isEqualTo("héllo");
    assertThat(line.readFrame().payload()).isEqualTo(new byte[70_000]);
    assertThat(line.readFrame().payload()).isEmpty();
    signals.expect("wörld", ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @Test
  void closeComesAfterAcceptedMessagesAndIsAnswered() throws Exception {
    TransportConnection connection = connect();
    Peer.Line line = peer.upgrade();
    signals.expectOpened();

    connection.sendText(utf8("last"));
    connection.close(new CloseStatus(4001, "bye"));
    connection.close(CloseStatus.NORMAL);
    connection.sendText(utf8("late"));

    assertThat(line.readFrame().text()).isEqualTo("last");
    Peer.Frame close = line.readFrame();
    assertThat(close.closeCode()).isEqualTo(4001);
    line.write(Peer.Line.frame(0x88, close.payload()));
    signals.expect(new CloseStatus(4001, "bye"));
    line.awaitEnd();
  }

  @Test
  void closeOfThePeerIsAnsweredAndTheSocketFreed() throws Exception {
    TransportConnection connection = connect();
    Peer.Line line = peer.upgrade();
    connection.request(1);

    line.write(Peer.Line.frame(0x88, new byte[] {3, (byte) 0xe9, 'o', 'k'}));

    signals.expectOpened();
    signals.expect(new CloseStatus(1001, "ok"));
    assertThat(line.readFrame().closeCode()).isEqualTo(1001);
    line.awaitEnd();
    signals.expectNothing();
  }

  @Test
  void endWithoutCloseFrameIsLost() throws Exception {
    TransportConnection connection = connect();
    Peer.Line line = peer.upgrade();
    connection.request(1);
    signals.expectOpened();

    line.close();

    signals.expectFailure(Kind.LOST);
  }

  @Test
  void refusalCarriesStatusRetryAfterAndBody() throws Exception {
    connect();
    Peer.Line line = peer.accept();
    line.readHead();

    line.write("HTTP/1.1 503 Busy\r\nRetry-After: 7\r\nContent-Length: 8\r\n\r\ntoo many");

    TransportException failure = signals.expectFailure(Kind.REJECTED);
    assertThat(failure.status()).hasValue(503);
    assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
    assertThat(failure.body()).isEqualTo("too many");
    line.awaitEnd();
  }

  @Test
  void deliveryFollowsDemandExactly() throws Exception {
    TransportConnection connection = connect();
    Peer.Line line = peer.upgrade();
    signals.expectOpened();
    connection.request(2);

    for (int i = 0; i < 5; i++) {
      line.text("m" + i);
    }

    signals.expect("m0", "m1");
    signals.expectNothing();
    connection.request(3);
    signals.expect("m2", "m3", "m4");
  }

  @Test
  void pingIsAnsweredBetweenFragments() throws Exception {
    TransportConnection connection = connect();
    Peer.Line line = peer.upgrade();
    connection.request(1);
    byte[] euro = "€".getBytes(UTF_8);

    line.write(Peer.Line.frame(0x01, new byte[] {euro[0]}));
    line.write(Peer.Line.frame(0x89, new byte[] {7, 8, 9}));
    line.write(Peer.Line.frame(0x80, new byte[] {euro[1], euro[2]}));

    Peer.Frame pong = line.readFrame();
    assertThat(pong.opcode()).isEqualTo(0xA);
    assertThat(pong.payload()).containsExactly(7, 8, 9);
    signals.expectOpened();
    signals.expect("€");
  }

  @Test
  void abortFreesTheSocketWithoutCloseFrame() throws Exception {
    TransportConnection connection = connect();
    Peer.Line line = peer.upgrade();
    signals.expectOpened();

    connection.abort();

    signals.expectFailure(Kind.ABORTED);
    assertThat(line.read()).isEqualTo(-1);
  }
}
