package dev.agnost.realtime.tck.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static dev.agnost.realtime.transport.TransportException.Kind.LOST;
import static dev.agnost.realtime.transport.TransportException.Kind.MESSAGE_TOO_LARGE;
import static dev.agnost.realtime.transport.TransportException.Kind.PROTOCOL;
import static dev.agnost.realtime.transport.TransportException.Kind.PROXY;
import static dev.agnost.realtime.transport.TransportException.Kind.TLS;
import static dev.agnost.realtime.transport.TransportException.Kind.UNREACHABLE;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportOption;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLContext;

/** Rules of category 10, for transports that offer an HTTP exchange. */
sealed interface HttpRules permits TransportTck {

  int PLENTY = 1 << 20;

  @Rule("H1")
  default void h1_everyStatusIsAResponse(TransportFixture fixture) {
    for (int status : new int[] {200, 204, 301, 401, 404, 429, 500, 503}) {
      HttpResponse response = answered(fixture, aResponse().withStatus(status));
      Mismatch.unless(response.status() == status, "status " + status, response);
    }
  }

  @Rule("H1")
  default void h1_sendReturnsWhileTheServerIsSilent(TransportFixture fixture) {
    HttpExchange http = http(fixture.transport());
    URI uri = URI.create("http://127.0.0.1:" + fixture.server().port() + "/");
    fixture.within(
        fixture.deadline().prompt(),
        "send to return although the server sends nothing",
        () -> {
          CompletableFuture<HttpResponse> future = http.send(get(uri));
          fixture.closing(() -> future.cancel(true));
        });
    fixture.server().accept().readHead();
  }

  @Rule("H1")
  default void h1_failuresAreTransportExceptions(TransportFixture fixture) {
    HttpExchange http = http(fixture.transport());
    for (Fault fault :
        new Fault[] {
          Fault.EMPTY_RESPONSE, Fault.CONNECTION_RESET_BY_PEER, Fault.RANDOM_DATA_THEN_CLOSE
        }) {
      URI uri = stub(fixture, aResponse().withFault(fault));
      fixture.expectFailure(http.send(get(uri)), LOST, PROTOCOL);
    }
    URI refused = URI.create("http://127.0.0.1:" + fixture.refusedPort().port() + "/");
    fixture.expectFailure(http.send(get(refused)), UNREACHABLE);
  }

  @Rule("H1")
  default void h1_aBodyCutShortIsAFailure(TransportFixture fixture) {
    HttpExchange http = http(fixture.transport());
    URI uri = URI.create("http://127.0.0.1:" + fixture.server().port() + "/");
    CompletableFuture<HttpResponse> future = http.send(get(uri));
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("200 OK", "Content-Length: 100"));
    peer.write(Frame.utf8("only so much"));
    peer.fin();
    fixture.expectFailure(future, LOST, PROTOCOL);
  }

  @Rule("H2")
  default void h2_theRequestArrivesAsGiven(TransportFixture fixture) {
    HttpExchange http = http(fixture.transport());
    for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH")) {
      HttpPeer peer = fixture.run().http();
      String target = peer.newPath() + "/a%20b?x=1%2F2&y=&z=%C3%A9";
      peer.server().stubFor(any(urlEqualTo(target)).willReturn(aResponse().withStatus(200)));
      boolean bodyless = method.equals("GET") || method.equals("DELETE");
      byte[] body = Frame.utf8(bodyless ? "" : "{\"text\":\"\u20ac\"}");
      List<Header> headers =
          List.of(
              new Header("Authorization", "Bearer x.y"),
              new Header("x-twice", "1"),
              new Header("x-twice", "2"),
              new Header("Content-Type", "application/json"));
      URI uri = peer.uri("http", target);
      fixture.response(
          http.send(HttpRequest.of(method, uri, headers, ByteBuffer.wrap(body), PLENTY)));
      List<LoggedRequest> came = peer.server().findAll(anyRequestedFor(urlEqualTo(target)));
      Mismatch.unless(came.size() == 1, "one request " + target, came.size() + " requests");
      LoggedRequest request = came.get(0);
      Mismatch.unless(request.getMethod().getName().equals(method), method, request.getMethod());
      Mismatch.unless(
          request.getBodyAsString().equals(new String(body, StandardCharsets.UTF_8)),
          "the body as given",
          request.getBodyAsString());
      for (Header header : headers) {
        List<String> values = request.getHeaders().getHeader(header.name()).values();
        Mismatch.unless(values.contains(header.value()), header.name() + " as given", values);
      }
    }
  }

  @Rule("H3")
  default void h3_redirectsAreNotFollowed(TransportFixture fixture) {
    TckServer elsewhere = fixture.newServer(null);
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      String target = "http://127.0.0.1:" + elsewhere.port() + "/";
      HttpResponse response =
          answered(fixture, aResponse().withStatus(status).withHeader("Location", target));
      Mismatch.unless(response.status() == status, "status " + status, response);
    }
    elsewhere.expectNoConnection("a redirect must not be followed");
  }

  @Rule("H4")
  default void h4_statusHeadersAndBodyComeBack(TransportFixture fixture) {
    String body = "{\"text\":\"\u20ac\"}" + " ".repeat(100_000);
    HttpResponse response =
        answered(
            fixture,
            aResponse()
                .withStatus(418)
                .withHeader("x-twice", "1", "2")
                .withHeader("Retry-After", "3")
                .withBody(body));
    Mismatch.unless(response.status() == 418, "status 418", response);
    String came = StandardCharsets.UTF_8.decode(response.body().duplicate()).toString();
    Mismatch.unless(
        came.equals(body),
        "the body",
        came.length() + " characters " + Excerpt.of(Frame.utf8(came)));
    Mismatch.unless(
        values(response, "x-twice").equals(List.of("1", "2")),
        "x-twice: 1 and 2",
        values(response, "x-twice"));
    Mismatch.unless(
        values(response, "retry-after").equals(List.of("3")),
        "Retry-After: 3",
        values(response, "retry-after"));
  }

  private static List<String> values(HttpResponse response, String name) {
    return response.headers().stream()
        .filter(h -> h.name().toLowerCase(Locale.ROOT).equals(name))
        .map(Header::value)
        .toList();
  }

  @Rule("H4")
  default void h4_aBodyAboveTheLimitIsRefused(TransportFixture fixture) {
    HttpExchange http = http(fixture.transport());
    int limit = 10_000;
    URI exact = stub(fixture, aResponse().withBody("x".repeat(limit)));
    HttpResponse response = fixture.response(http.send(get(exact, limit)));
    Mismatch.unless(
        response.body().remaining() == limit, "a body of exactly the limit", response.body());
    URI more = stub(fixture, aResponse().withBody("x".repeat(limit + 1)));
    fixture.expectFailure(http.send(get(more, limit)), MESSAGE_TOO_LARGE);
    URI chunked =
        stub(fixture, aResponse().withBody("x".repeat(10 * limit)).withChunkedDribbleDelay(10, 10));
    fixture.expectFailure(http.send(get(chunked, limit)), MESSAGE_TOO_LARGE);
  }

  @Rule("H5")
  default void h5_cancelFreesTheConnection(TransportFixture fixture) {
    HttpExchange http = http(fixture.transport());
    URI uri = URI.create("http://127.0.0.1:" + fixture.server().port() + "/");
    CompletableFuture<HttpResponse> future = http.send(get(uri));
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    future.cancel(true);
    peer.expectRelease("the exchange was cancelled", fixture.deadline().generous());
  }

  @Rule("H6")
  default void h6_tlsIsThatOfTheTransport(TransportFixture fixture) {
    Transport trusting = fixture.trusting();
    HttpExchange http = http(trusting);
    TckServer server = fixture.newServer(fixture.run().tls().localhost());
    URI uri = URI.create("https://localhost:" + server.port() + "/");
    CompletableFuture<HttpResponse> future = http.send(get(uri));
    PeerConnection peer = server.accept();
    peer.readHead();
    peer.write(RequestHead.response("204 No Content", "Connection: close"));
    peer.fin();
    Mismatch.unless(fixture.response(future).status() == 204, "status 204", "another");
  }

  @Rule("H6")
  default void h6_anUntrustedServerIsRefused(TransportFixture fixture) {
    HttpExchange http = http(fixture.newTransport(TransportConfig.defaults()));
    refused(fixture, http, fixture.newServer(fixture.run().tls().localhost()));
    HttpExchange trusting = http(fixture.trusting());
    refused(fixture, trusting, fixture.newServer(fixture.run().tls().server("other.example")));
  }

  @Rule("H6")
  default void h6_theClientCertificateIsShown(TransportFixture fixture) {
    fixture.requireOption(TransportOption.SSL_CONTEXT);
    SSLContext own = fixture.run().tls().trustingWithCertificate();
    HttpExchange http = http(fixture.newTransport(Configs.trusting(own)));
    SSLContext localhost = fixture.run().tls().localhost();
    TckServer server = fixture.newServer(localhost);
    URI uri = URI.create("https://localhost:" + server.port() + "/");
    CompletableFuture<HttpResponse> future = http.send(get(uri));
    PeerConnection peer = server.acceptRaw().secured(localhost, true);
    String wanted = "CN=" + TlsMaterial.CLIENT;
    Mismatch.unless(peer.clientCertificate().equals(wanted), wanted, peer.clientCertificate());
    peer.readHead();
    answer204(peer);
    fixture.response(future);
  }

  @Rule("H6")
  default void h6_theConfiguredProxyIsUsed(TransportFixture fixture) {
    ProxyConfig proxy = ProxyPeer.withCredentials(fixture, ProxyPeer.http(fixture));
    HttpExchange http = http(ProxyPeer.transport(fixture, proxy));
    for (String scheme : List.of("http", "https")) {
      URI uri = URI.create(scheme + "://" + TlsMaterial.DOTTED_NAME + ":8080/a?q=querysecret");
      List<Header> headers = List.of(new Header("Authorization", "Bearer headersecret"));
      CompletableFuture<HttpResponse> future =
          http.send(HttpRequest.of("GET", uri, headers, ByteBuffer.allocate(0), PLENTY));
      PeerConnection peer = fixture.server().accept();
      RequestHead head = peer.readHead();
      if (head.values("Proxy-Authorization").isEmpty()) {
        ProxyPeer.askForCredentials(peer);
        peer = fixture.server().accept();
        head = peer.readHead();
      }
      boolean authorized = head.value("Proxy-Authorization").startsWith("Basic ");
      Mismatch.unless(authorized, "the credentials of the proxy", head);
      if (head.line().startsWith("CONNECT ")) {
        String told = head.toString();
        Mismatch.unless(!told.contains("secret"), "a CONNECT without query and headers", told);
        peer.write(RequestHead.response("200 OK"));
        peer = scheme.equals("http") ? peer : peer.secured(fixture.run().tls().localhost());
        RequestHead inside = peer.readHead();
        List<String> leaked = inside.values("Proxy-Authorization");
        Mismatch.unless(leaked.isEmpty(), "no credentials of the proxy in the tunnel", leaked);
      } else {
        boolean absolute = scheme.equals("http") && head.target().equals(uri.toString());
        Mismatch.unless(absolute, "CONNECT, or for http the absolute URI", head);
      }
      answer204(peer);
      Mismatch.unless(fixture.response(future).status() == 204, "status 204", "another");
    }
  }

  private static void answer204(PeerConnection peer) {
    peer.write(RequestHead.response("204 No Content", "Connection: close"));
    peer.fin();
  }

  @Rule("H6")
  default void h6_aProxyThatRefusesIsProxy(TransportFixture fixture) {
    HttpExchange http = http(ProxyPeer.transport(fixture, ProxyPeer.http(fixture)));
    URI uri = URI.create("https://" + TlsMaterial.DOTTED_NAME + ":8080/");
    CompletableFuture<HttpResponse> future = http.send(get(uri));
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("403 no", "Content-Length: 0", "Connection: close"));
    peer.fin();
    fixture.expectFailure(future, PROXY);
  }

  @Rule("H6")
  default void h6_theProxyOfTheJvmIsNotUsed(TransportFixture fixture) {
    HttpExchange http = http(fixture.transport());
    TckServer proxy = fixture.newServer(null);
    URI uri = URI.create("http://127.0.0.1:" + fixture.server().port() + "/");
    JvmProxy.during(
        fixture.server().port(),
        proxy.address(),
        () -> {
          CompletableFuture<HttpResponse> future = http.send(get(uri));
          PeerConnection peer = fixture.server().accept();
          peer.readHead();
          answer204(peer);
          fixture.response(future);
        });
    proxy.expectNoConnection("no proxy is configured for this transport");
  }

  @Rule("H1")
  default void h1_transportCloseEndsAnExchange(TransportFixture fixture) {
    Transport transport = fixture.newTransport(TransportConfig.defaults());
    HttpExchange http = http(transport);
    URI uri = URI.create("http://127.0.0.1:" + fixture.server().port() + "/");
    CompletableFuture<HttpResponse> waiting = http.send(get(uri));
    PeerConnection silent = fixture.server().accept();
    silent.readHead();
    CompletableFuture<HttpResponse> reading = http.send(get(uri));
    PeerConnection stalled = fixture.server().accept();
    stalled.readHead();
    stalled.write(RequestHead.response("200 OK", "Content-Length: 100"));
    transport.close();
    fixture.expectFailure(waiting, Kind.values());
    fixture.expectFailure(reading, Kind.values());
    silent.expectRelease("the transport was closed", fixture.deadline().generous());
    stalled.expectRelease("the transport was closed", fixture.deadline().generous());
  }

  @Rule("H5")
  default void h5_cancelInTheBodyFreesTheConnection(TransportFixture fixture) {
    HttpExchange http = http(fixture.transport());
    URI uri = URI.create("http://127.0.0.1:" + fixture.server().port() + "/");
    CompletableFuture<HttpResponse> future = http.send(get(uri));
    PeerConnection peer = fixture.server().accept();
    peer.readHead();
    peer.write(RequestHead.response("200 OK", "Content-Length: 100"));
    future.cancel(true);
    peer.expectRelease("the exchange was cancelled", fixture.deadline().generous());
  }

  private static void refused(TransportFixture fixture, HttpExchange http, TckServer server) {
    URI uri = URI.create("https://localhost:" + server.port() + "/");
    FutureTask<Boolean> peer =
        fixture.background(
            "tls",
            () -> {
              try {
                server.accept().readHead();
                return false;
              } catch (RuntimeException | Mismatch refused) {
                return true;
              }
            });
    fixture.expectFailure(http.send(get(uri)), TLS);
    boolean unread = fixture.result(peer, "the handshake to fail", fixture.deadline().generous());
    Mismatch.unless(unread, "no request to a server that is not trusted", "a request");
  }

  private static HttpExchange http(Transport transport) {
    return transport
        .http()
        .orElseThrow(
            () ->
                new InconclusiveException(Outcome.NOT_APPLICABLE, "this transport offers no HTTP"));
  }

  private static HttpResponse answered(
      TransportFixture fixture, ResponseDefinitionBuilder response) {
    HttpExchange http = http(fixture.transport());
    return fixture.response(http.send(get(stub(fixture, response))));
  }

  private static URI stub(TransportFixture fixture, ResponseDefinitionBuilder response) {
    HttpPeer peer = fixture.run().http();
    String path = peer.newPath();
    peer.server().stubFor(any(urlEqualTo(path)).willReturn(response));
    return peer.uri("http", path);
  }

  private static HttpRequest get(URI uri) {
    return get(uri, PLENTY);
  }

  private static HttpRequest get(URI uri, int limit) {
    return HttpRequest.of("GET", uri, List.of(), ByteBuffer.allocate(0), limit);
  }
}
