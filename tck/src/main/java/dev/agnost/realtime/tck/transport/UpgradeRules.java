package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.LOST;
import static dev.agnost.realtime.transport.TransportException.Kind.MESSAGE_TOO_LARGE;
import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;

import dev.agnost.realtime.transport.TransportConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rules of category 2 about the answer to the upgrade. */
sealed interface UpgradeRules permits TransportTck {

  @Rule("T2.3")
  default void t2_3_aWrongAcceptKeyIsRefused(TransportFixture fixture) {
    expectRefused(
        fixture,
        RequestHead.response(
            "101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
  }

  @Rule(value = "T2.21", strength = RequirementLevel.CAPABILITY)
  default void t2_21_aMissingAcceptKeyIsRefused(TransportFixture fixture) {
    expectRefused(fixture, withoutAcceptKey());
  }

  @Rule("T2.3")
  default void t2_3_aMissingAcceptKeyNeverOpens(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    TransportConnection client = fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.offer(withoutAcceptKey());
    Signal signal = listener.poll(fixture.deadline().silence());
    if (signal == null) { // the client's deadline would abort now
      client.abort();
      listener.expectFailed(ABORTED);
    } else {
      boolean refused = signal instanceof Signal.Failed f && f.cause().kind() == PROTOCOL;
      Mismatch.unless(refused, "onFailed(PROTOCOL), or nothing until abort", signal);
    }
    peer.expectRelease("the answer to the upgrade was wrong", fixture.deadline().generous());
  }

  private static byte[] withoutAcceptKey() {
    return RequestHead.response(
        "101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade");
  }

  @Rule("T2.3")
  default void t2_3_aMissingUpgradeOrConnectionHeaderIsRefused(TransportFixture fixture) {
    for (String missing : List.of("Upgrade: websocket\r\n", "Connection: Upgrade\r\n")) {
      RecordingListener listener = fixture.listener();
      fixture.connect(listener);
      PeerConnection peer = fixture.server().accept();
      String good = latin1(peer.readHead().switchingProtocols());
      peer.offer(RequestHead.latin1(good.replace(missing, "")));
      listener.expectFailed(PROTOCOL);
      peer.expectRelease("the 101 was wrong", fixture.deadline().generous());
    }
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void expectRefused(TransportFixture fixture, byte[] response) {
    RecordingListener listener = fixture.listener();
    fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.offer(response);
    listener.expectFailed(PROTOCOL);
    peer.expectRelease("the answer to the upgrade was wrong", fixture.deadline().generous());
  }

  @Rule("T2.3")
  default void t2_3_aResponseInSingleBytesIsAccepted(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    for (byte b : peer.readHead().switchingProtocols("x-more: header")) {
      peer.write(new byte[] {b});
    }
    listener.expectOpen();
  }

  @Rule("T2.3")
  default void t2_3_headerCaseDoesNotMatter(TransportFixture fixture) {
    expectAccepted(fixture, "connection: UPGRADE");
  }

  @Rule(value = "T2.20", strength = RequirementLevel.CAPABILITY)
  default void t2_20_aListOfConnectionOptionsIsAccepted(TransportFixture fixture) {
    expectAccepted(fixture, "Connection: keep-alive, Upgrade");
    expectAccepted(fixture, "Connection: Upgrade,close");
  }

  private static void expectAccepted(TransportFixture fixture, String connection) {
    RecordingListener listener = fixture.listener();
    fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    RequestHead head = peer.readHead();
    peer.write(
        RequestHead.response(
            "101 ok",
            "UPGRADE: WebSocket",
            connection,
            "sec-websocket-accept:   " + head.accept()));
    listener.expectOpen();
  }

  @Rule(value = "T2.23", strength = RequirementLevel.CAPABILITY)
  default void t2_23_anUpgradeWithoutAnAnswerIsNotRepeated(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.reset();
    listener.expectFailed(LOST, PROTOCOL);
    fixture.server().expectNoConnection("one connect makes one attempt");
  }

  @Rule("T2.12")
  default void t2_12_anEndlessHeadIsGivenUp(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.write(RequestHead.latin1("HTTP/1.1 101 Switching Protocols\r\n"));
    byte[] line = RequestHead.latin1("x-filler: " + "f".repeat(1_012) + "\r\n");
    for (int i = 0; i < 1_024 && !listener.ended(); i++) {
      peer.offer(line);
    }
    listener.expectFailed(PROTOCOL, MESSAGE_TOO_LARGE, LOST);
  }

  @Rule("T2.13")
  default void t2_13_anUnaskedSubprotocolIsRefused(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    peer.offer(peer.readHead().switchingProtocols("Sec-WebSocket-Protocol: chat"));
    listener.expectFailed(PROTOCOL);
    peer.expectRelease("the 101 was wrong", fixture.deadline().generous());
  }

  @Rule("T2.15")
  default void t2_15_theProxyOfTheJvmIsNotUsed(TransportFixture fixture) {
    TckServer proxy = fixture.newServer(null);
    RecordingListener listener = fixture.listener();
    JvmProxy.during(
        fixture.server().port(),
        proxy.address(),
        () -> {
          fixture.connect(listener);
          fixture.server().acceptWebSocket();
          listener.expectOpen();
        });
    proxy.expectNoConnection("no proxy is configured for this transport");
  }
}
