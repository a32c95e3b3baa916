package dev.agnost.realtime.tck.transport;

import static dev.agnost.realtime.transport.TransportException.Kind.ABORTED;
import static dev.agnost.realtime.transport.TransportException.Kind.LOST;
import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;
import static dev.agnost.realtime.transport.TransportException.Kind.REJECTED;

import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Rule T2.4: an answer other than 101. The server keeps TCP open unless a test closes it. */
sealed interface RejectionRules permits TransportTck {

  @Rule("T2.4")
  default void t2_4_everyOtherStatusIsRejected(TransportFixture fixture) {
    for (int status : new int[] {200, 204, 400, 401, 403, 404, 408, 421, 426, 429, 500, 502, 503}) {
      rejected(fixture, status, "", "Retry-After: 0");
    }
    fixture.server().expectNoConnection("a rejected request must not be repeated");
  }

  @Rule("T2.4")
  default void t2_4_retryAfterIsPassedOn(TransportFixture fixture) {
    for (int status : new int[] {429, 503}) {
      TransportException cause = rejected(fixture, status, "", "Retry-After: 17");
      Optional<Duration> wanted = Optional.of(Duration.ofSeconds(17));
      Mismatch.unless(cause.retryAfter().equals(wanted), "Retry-After of 17 s", cause.retryAfter());
    }
    Optional<Duration> past =
        rejected(fixture, 503, "", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT").retryAfter();
    Mismatch.unless(
        past.equals(Optional.of(Duration.ZERO)),
        "Retry-After of 0 s for a date that is past",
        past);
  }

  @Rule("T2.4")
  default void t2_4_theStartOfTheBodyIsPassedOn(TransportFixture fixture) {
    String page = "<html><body>Please log in \u20ac</body></html>";
    String whole = page + "x".repeat(20_000);
    String short1 = rejected(fixture, 403, page, "Content-Type: text/html").body();
    Mismatch.unless(short1.equals(page), "the body " + page, short1);
    TransportException cause = rejected(fixture, 200, whole, "Content-Type: text/html");
    Mismatch.unless(cause.body().startsWith(page), "a body that starts with " + page, cause.body());
  }

  @Rule("T2.4")
  default void t2_4_aChunkedBodyIsPassedOn(TransportFixture fixture) {
    String chunked = "6\r\nPlease\r\n7\r\n log in\r\n0\r\n\r\n";
    TransportException cause =
        rejected(
            fixture, 401, peer -> peer.write(Frame.utf8(chunked)), "Transfer-Encoding: chunked");
    Mismatch.unless(cause.body().equals("Please log in"), "the body Please log in", cause.body());
  }

  @Rule("T2.4")
  default void t2_4_redirectsAreNotFollowed(TransportFixture fixture) {
    TckServer elsewhere = fixture.newServer(null);
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      rejected(
          fixture, status, "", "Location: http://127.0.0.1:" + elsewhere.port() + "/elsewhere");
    }
    elsewhere.expectNoConnection("a redirect must not be followed");
  }

  @Rule(value = "T2.24", strength = RequirementLevel.CAPABILITY)
  default void t2_24_aBodyWithoutEndIsCut(TransportFixture fixture) {
    byte[] part = new byte[64 * 1024];
    byte[] chunk = Frame.utf8("10000\r\n" + "x".repeat(65_536) + "\r\n");
    for (String header :
        List.of("Connection: close", "Content-Length: 4000000000", "Transfer-Encoding: chunked")) {
      rejected(
          fixture,
          403,
          peer -> endlessly(peer, header.startsWith("Transfer") ? chunk : part),
          header);
    }
  }

  /** So much at most; the signal must not wait for more. */
  private static void endlessly(PeerConnection peer, byte[] part) {
    try {
      for (int sent = 0; sent < ProtocolRules.MOST_READ; sent += part.length) {
        peer.write(part);
      }
    } catch (PeerConnection.PeerGone enough) {
      // ignored: that the client ends the connection is the right answer
    }
  }

  @Rule(value = "T2.24", strength = RequirementLevel.CAPABILITY)
  default void t2_24_aBodyThatStallsIsGivenUp(TransportFixture fixture) {
    List<Supplier<TransportException>> ends = new ArrayList<>(); // they stall side by side
    for (String header :
        List.of("Content-Length: 100", "Transfer-Encoding: chunked", "Connection: close")) {
      ends.add(reject(fixture, 403, peer -> peer.write(Frame.utf8("7\r\n")), header));
    }
    for (Supplier<TransportException> end : ends) {
      TransportException unused = end.get();
    }
  }

  @Rule("T2.7")
  default void t2_7_abortInTheBodyOfARejection(TransportFixture fixture) {
    RecordingListener listener = fixture.listener();
    TransportConnection client = fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("403 no", "Content-Length: 100"));
    client.abort();
    listener.expectFailed(ABORTED, REJECTED);
    peer.expectRelease("aborted in the body of a rejection", fixture.deadline().generous());
  }

  @Rule("T2.4")
  default void t2_4_resetsAndGarbageAreNotRejections(TransportFixture fixture) {
    for (String garbage :
        List.of("\u0001\u0002garbage\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "220 smtp\r\n")) {
      RecordingListener listener = fixture.listener();
      fixture.connect(listener);
      PeerConnection peer = fixture.server().accept();
      peer.readHead();
      peer.offer(garbage.getBytes(StandardCharsets.ISO_8859_1));
      peer.fin();
      listener.expectFailed(PROTOCOL, LOST);
    }
  }

  private static TransportException rejected(
      TransportFixture fixture, int status, String body, String... headers) {
    byte[] bytes = Frame.utf8(body);
    String[] all = List.of(headers).toArray(new String[headers.length + 1]);
    all[headers.length] = status == 204 ? "" : "Content-Length: " + bytes.length;
    return rejected(fixture, status, peer -> peer.offer(bytes), all);
  }

  private static TransportException rejected(
      TransportFixture fixture, int status, Consumer<PeerConnection> body, String... headers) {
    return reject(fixture, status, body, headers).get();
  }

  /**
   * Writes the body in the background, for it may have no end.
   *
   * @return waits for the failure and checks it
   */
  private static Supplier<TransportException> reject(
      TransportFixture fixture, int status, Consumer<PeerConnection> body, String... headers) {
    RecordingListener listener = fixture.listener();
    fixture.connect(listener);
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.write(RequestHead.response(status + " no", headers));
    fixture.start(
        "body",
        () -> {
          body.accept(peer);
          return true;
        });
    return () -> {
      TransportException cause = listener.expectFailed(REJECTED);
      Mismatch.unless(
          cause.status().equals(OptionalInt.of(status)), "status " + status, cause.status());
      peer.expectRelease("the upgrade was rejected", fixture.deadline().generous());
      return cause;
    };
  }
}
