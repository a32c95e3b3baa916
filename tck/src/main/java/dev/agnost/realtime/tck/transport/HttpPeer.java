package dev.agnost.realtime.tck.transport;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
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

  /** In a thread group of its own, so that {@link ThreadCensus} does not count its threads. */
  private void startApart() {
    ThreadGroup group = new ThreadGroup(TckRun.THREAD_PREFIX + "wiremock");
    Thread starter = new Thread(group, server::start, TckRun.THREAD_PREFIX + "wiremock");
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("WireMock to start", "the test was broken off");
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
