package dev.agnost.realtime.tck.transport;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * WireMock, where plain HTTP is meant. Each test takes a path of its own, so that one server serves
 * a whole run without being reset. Only this class and {@link HttpRules} and {@link UpgradeRules}
 * know WireMock.
 */
final class HttpPeer implements AutoCloseable {

  private final WireMockServer server;
  private final AtomicInteger paths = new AtomicInteger();

  HttpPeer() {
    server =
        new WireMockServer(
            WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .dynamicPort()
                .jettyAcceptors(1)
                .containerThreads(8));
    startApart();
  }

  /** In a thread group of its own, so that {@link ThreadSnapshot} does not count its threads. */
  private void startApart() {
    ThreadGroup group = new ThreadGroup(TckRun.THREAD_PREFIX + "wiremock");
    Thread starter = new Thread(group, this::startWarm, TckRun.THREAD_PREFIX + "wiremock");
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("WireMock to start", "the test was broken off");
    }
  }

  /** WireMock's first answer may take seconds, which are not a transport's to answer for. */
  private void startWarm() {
    server.start();
    server.stubFor(get(urlEqualTo("/warm")).willReturn(aResponse().withStatus(200)));
    String request = "GET /warm HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
    try (Socket socket = new Socket(TckServer.loopback(), server.port())) {
      socket.getOutputStream().write(RequestHead.latin1(request));
      socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("WireMock does not answer", e);
    }
  }

  WireMockServer server() {
    return server;
  }

  String newPath() {
    return "/tck/" + paths.incrementAndGet();
  }

  URI uri(String scheme, String pathAndQuery) {
    return URI.create(scheme + "://127.0.0.1:" + server.port() + pathAndQuery);
  }

  @Override
  public void close() {
    server.stop();
  }
}
