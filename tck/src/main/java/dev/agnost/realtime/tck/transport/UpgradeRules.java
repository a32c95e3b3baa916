package dev.agnost.realtime.tck.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.LOST;
import static dev.agnost.realtime.transport.TransportException.Kind.MESSAGE_TOO_LARGE;
import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;
import static dev.agnost.realtime.transport.TransportException.Kind.REJECTED;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Rules of category 2 about the answer to the upgrade. */
sealed interface UpgradeRules permits TransportTck {

  @Rule("T2.3")
  default void t2_3_aWrongAcceptKeyIsRefused(Bench bench) {
    expectRefused(
        bench,
        RequestHead.response(
            "101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
  }

  @Rule(value = "T2.21", strength = Strength.CAPABILITY)
  default void t2_21_aMissingAcceptKeyIsRefused(Bench bench) {
    expectRefused(bench, withoutAcceptKey());
  }

  @Rule("T2.3")
  default void t2_3_aMissingAcceptKeyNeverOpens(Bench bench) {
    RecordingListener listener = bench.listener();
    TransportConnection client = bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    peer.offer(withoutAcceptKey());
    Signal signal = listener.poll(bench.deadline().silence());
    if (signal == null) { // the client's deadline would abort now
      client.abort();
      listener.expectFailed(ABORTED);
    } else {
      boolean refused = signal instanceof Signal.Failed f && f.cause().kind() == PROTOCOL;
      Mismatch.unless(refused, "onFailed(PROTOCOL), or nothing until abort", signal);
    }
    peer.expectRelease("the answer to the upgrade was wrong", bench.deadline().generous());
  }

  private static byte[] withoutAcceptKey() {
    return RequestHead.response(
        "101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade");
  }

  @Rule("T2.3")
  default void t2_3_aMissingUpgradeOrConnectionHeaderIsRefused(Bench bench) {
    for (String missing : List.of("Upgrade: websocket\r\n", "Connection: Upgrade\r\n")) {
      RecordingListener listener = bench.listener();
      bench.connect(listener);
      PeerConnection peer = bench.server().accept();
      String good = latin1(peer.readHead().switchingProtocols());
      peer.offer(RequestHead.latin1(good.replace(missing, "")));
      listener.expectFailed(PROTOCOL);
    }
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void expectRefused(Bench bench, byte[] response) {
    RecordingListener listener = bench.listener();
    bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    peer.offer(response);
    listener.expectFailed(PROTOCOL);
    peer.expectRelease("the answer to the upgrade was wrong", bench.deadline().generous());
  }

  @Rule("T2.3")
  default void t2_3_aResponseInSingleBytesIsAccepted(Bench bench) {
    RecordingListener listener = bench.listener();
    bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    for (byte b : peer.readHead().switchingProtocols("x-more: header")) {
      peer.write(new byte[] {b});
    }
    listener.expectOpen();
  }

  @Rule("T2.3")
  default void t2_3_headerCaseDoesNotMatter(Bench bench) {
    expectAccepted(bench, "connection: UPGRADE");
  }

  @Rule(value = "T2.20", strength = Strength.CAPABILITY)
  default void t2_20_aListOfConnectionOptionsIsAccepted(Bench bench) {
    expectAccepted(bench, "Connection: keep-alive, Upgrade");
    expectAccepted(bench, "Connection: Upgrade,close");
  }

  private static void expectAccepted(Bench bench, String connection) {
    RecordingListener listener = bench.listener();
    bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    RequestHead head = peer.readHead();
    peer.write(
        RequestHead.response(
            "101 ok",
            "UPGRADE: WebSocket",
            connection,
            "sec-websocket-accept:   " + head.accept()));
    listener.expectOpen();
  }

  @Rule("T2.4")
  default void t2_4_everyOtherStatusIsRejected(Bench bench) {
    for (int status : new int[] {200, 204, 400, 401, 403, 404, 408, 426, 500, 502}) {
      TransportException cause = rejected(bench, aResponse().withStatus(status));
      expectStatus(cause, status);
    }
  }

  @Rule("T2.4")
  default void t2_4_retryAfterIsPassedOn(Bench bench) {
    for (int status : new int[] {429, 503}) {
      TransportException cause =
          rejected(bench, aResponse().withStatus(status).withHeader("Retry-After", "17"));
      expectStatus(cause, status);
      Optional<Duration> wanted = Optional.of(Duration.ofSeconds(17));
      Mismatch.unless(cause.retryAfter().equals(wanted), "Retry-After of 17 s", cause.retryAfter());
    }
  }

  @Rule("T2.4")
  default void t2_4_retryAfterZeroIsNotRetried(Bench bench) {
    TransportException cause =
        rejected(bench, aResponse().withStatus(503).withHeader("Retry-After", "0"));
    expectStatus(cause, 503);
  }

  @Rule("T2.4")
  default void t2_4_theStartOfTheBodyIsPassedOn(Bench bench) {
    String page = "<html><body>Please log in \u20ac</body></html>";
    TransportException cause =
        rejected(bench, aResponse().withStatus(200).withBody(page + "x".repeat(20_000)));
    expectStatus(cause, 200);
    Mismatch.unless(cause.body().startsWith(page), "a body that starts with " + page, cause.body());
  }

  @Rule("T2.4")
  default void t2_4_redirectsAreNotFollowed(Bench bench) {
    TckServer elsewhere = bench.newServer(null);
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      String target = "http://127.0.0.1:" + elsewhere.port() + "/elsewhere";
      TransportException cause =
          rejected(bench, aResponse().withStatus(status).withHeader("Location", target));
      expectStatus(cause, status);
    }
    elsewhere.expectNoConnection("a redirect must not be followed");
  }

  @Rule("T2.4")
  default void t2_4_aRejectedRequestIsNotRepeated(Bench bench) {
    for (int status : new int[] {408, 421, 429, 500, 503}) {
      RecordingListener listener = bench.listener();
      bench.connect(listener);
      PeerConnection peer = bench.server().accept();
      peer.readHead();
      peer.write(
          RequestHead.response(
              status + " no", "Content-Length: 0", "Retry-After: 0", "Connection: close"));
      peer.fin();
      expectStatus(listener.expectFailed(REJECTED), status);
    }
    bench.server().expectNoConnection("a rejected request must not be repeated");
  }

  @Rule(value = "T2.23", strength = Strength.CAPABILITY)
  default void t2_23_anUpgradeWithoutAnAnswerIsNotRepeated(Bench bench) {
    RecordingListener listener = bench.listener();
    bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    peer.reset();
    listener.expectFailed(LOST, PROTOCOL);
    bench.server().expectNoConnection("one connect makes one attempt");
  }

  @Rule("T2.4")
  default void t2_4_resetsAndGarbageAreNotRejections(Bench bench) {
    for (Fault fault : new Fault[] {Fault.EMPTY_RESPONSE, Fault.CONNECTION_RESET_BY_PEER}) {
      answered(bench, aResponse().withFault(fault)).expectFailed(LOST, PROTOCOL);
    }
    answered(bench, aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE))
        .expectFailed(PROTOCOL, LOST);
  }

  private static TransportException rejected(Bench bench, ResponseDefinitionBuilder response) {
    HttpPeer http = bench.run().http();
    String path = http.newPath();
    TransportException cause = answered(bench, response, path).expectFailed(REJECTED);
    int requests = http.server().findAll(getRequestedFor(urlEqualTo(path))).size();
    Mismatch.unless(requests == 1, "one request for " + path, requests + " requests");
    return cause;
  }

  private static RecordingListener answered(Bench bench, ResponseDefinitionBuilder response) {
    return answered(bench, response, bench.run().http().newPath());
  }

  private static RecordingListener answered(
      Bench bench, ResponseDefinitionBuilder response, String path) {
    HttpPeer http = bench.run().http();
    http.server().stubFor(get(urlEqualTo(path)).willReturn(response));
    RecordingListener listener = bench.listener();
    bench.connect(bench.transport(), http.uri("ws", path), listener);
    return listener;
  }

  private static void expectStatus(TransportException cause, int status) {
    Mismatch.unless(
        cause.status().equals(OptionalInt.of(status)), "status " + status, cause.status());
  }

  @Rule("T2.12")
  default void t2_12_anEndlessHeadIsGivenUp(Bench bench) {
    RecordingListener listener = bench.listener();
    bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    peer.readHead();
    peer.write(RequestHead.latin1("HTTP/1.1 101 Switching Protocols\r\n"));
    byte[] line = RequestHead.latin1("x-filler: " + "f".repeat(1_012) + "\r\n");
    for (int i = 0; i < 1_024 && !listener.ended(); i++) {
      peer.offer(line);
    }
    listener.expectFailed(PROTOCOL, MESSAGE_TOO_LARGE, LOST);
  }

  @Rule("T2.13")
  default void t2_13_anUnaskedSubprotocolIsRefused(Bench bench) {
    RecordingListener listener = bench.listener();
    bench.connect(listener);
    PeerConnection peer = bench.server().accept();
    peer.offer(peer.readHead().switchingProtocols("Sec-WebSocket-Protocol: chat"));
    listener.expectFailed(PROTOCOL);
  }

  @Rule("T2.14")
  default void t2_14_oneUpgradeRequestInHttp11(Bench bench) {
    String previous = "";
    for (int i = 0; i < 3; i++) {
      RecordingListener listener = bench.listener();
      bench.connect(bench.transport(), bench.server().uri("/path?q=1"), listener);
      PeerConnection peer = bench.server().accept();
      RequestHead head = peer.upgrade();
      String line = "GET /path?q=1 HTTP/1.1";
      Mismatch.unless(head.line().equals(line), line, head.line());
      expectHeader(head, "Upgrade", "websocket");
      expectHeader(head, "Connection", "upgrade");
      expectHeader(head, "Sec-WebSocket-Version", "13");
      expectHeader(head, "Host", "127.0.0.1:" + bench.server().port());
      expectHeader(head, "HTTP2-Settings", "");
      String key = head.value("Sec-WebSocket-Key");
      Mismatch.unless(
          !key.equals(previous) && Base64.getDecoder().decode(key).length == 16,
          "a fresh Sec-WebSocket-Key of 16 bytes",
          key);
      previous = key;
      listener.expectOpen();
    }
    bench.server().expectNoConnection("one connect makes one TCP connection");
  }

  private static void expectHeader(RequestHead head, String name, String value) {
    String came = head.value(name);
    Mismatch.unless(came.equalsIgnoreCase(value), name + ": " + value, came);
  }

  @Rule("T2.15")
  default void t2_15_theProxyOfTheJvmIsNotUsed(Bench bench) {
    TckServer proxy = bench.newServer(null);
    RecordingListener listener = bench.listener();
    JvmProxy.during(
        bench.server().port(),
        proxy.address(),
        () -> {
          bench.connect(listener);
          bench.server().acceptWebSocket();
          listener.expectOpen();
        });
    proxy.expectNoConnection("nobody configured a proxy for this transport");
  }
}
