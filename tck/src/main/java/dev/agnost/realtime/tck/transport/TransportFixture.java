package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * What one test works with: servers, transports and listeners, all released after it. Used by the
 * test's thread; {@link #close} comes from JUnit's.
 */
final class TransportFixture implements AutoCloseable {

  private static final int NARROW = 16 * 1024;

  private final TckRun run;
  private final String rule;
  private final Deadline deadline;
  private final PeerLog log = new PeerLog();
  private final CallMonitor calls = new CallMonitor();
  private final Deque<AutoCloseable> toClose = new ArrayDeque<>(); // guarded by itself
  private @Nullable TckServer server;
  private @Nullable Transport transport;

  TransportFixture(TckRun run, String rule) {
    this(run, rule, run.deadline());
  }

  TransportFixture(TckRun run, String rule, Deadline deadline) {
    this.run = run;
    this.rule = rule;
    this.deadline = deadline;
  }

  TckRun run() {
    return run;
  }

  CallMonitor calls() {
    return calls;
  }

  PeerLog log() {
    return log;
  }

  Deadline deadline() {
    return deadline;
  }

  TransportProvider provider() {
    return run.provider();
  }

  // ------------------------------------------------------------------------------------- peers

  /** The plaintext server of this test. */
  TckServer server() {
    if (server == null) {
      server = newServer(null);
    }
    return server;
  }

  /** One more server; null for plaintext. */
  TckServer newServer(@Nullable SSLContext tls) {
    return closing(new TckServer(tls, deadline, log));
  }

  /** One more server, which takes little while the test does not read. */
  TckServer narrowServer() {
    return closing(new TckServer(null, TckServer.loopback(), NARROW, deadline, log));
  }

  /** One more server on ::1; leaves the test out where there is none. */
  TckServer serverOnIpv6(@Nullable SSLContext tls) {
    try {
      return closing(new TckServer(tls, TckServer.loopback6(), 0, deadline, log));
    } catch (UncheckedIOException none) {
      throw new InconclusiveException(Outcome.NOT_APPLICABLE, "this system has no ::1");
    }
  }

  RefusedPort refusedPort() {
    return closing(new RefusedPort());
  }

  FullBacklog fullBacklog() {
    return closing(new FullBacklog());
  }

  // -------------------------------------------------------------------------------- transports

  /** The transport of this test, with the default configuration. */
  Transport transport() {
    if (transport == null) {
      transport = newTransport(TransportConfig.defaults());
    }
    return transport;
  }

  /** One more transport. */
  Transport newTransport(TransportConfig config) {
    Transport created =
        calls.get("TransportProvider.create", "T1.2", () -> provider().create(config));
    return closing(new MonitoredTransport(created, calls));
  }

  /** A transport with this inbound limit. */
  Transport limitedTo(int maxInboundMessageBytes) {
    return newTransport(Configs.limit(maxInboundMessageBytes));
  }

  RecordingListener listener() {
    return new RecordingListener(deadline, run.breaches(), rule);
  }

  /** Leaves the test out unless the transport declares the option. */
  void requireOption(TransportOption option) {
    if (!provider().options().contains(option)) {
      throw new InconclusiveException(
          Outcome.NOT_APPLICABLE, "the option " + option + " is not declared");
    }
  }

  /** A transport that trusts the kit's private CA and no other. */
  Transport trusting() {
    requireOption(TransportOption.SSL_CONTEXT);
    return newTransport(Configs.trusting(run.tls().trusting()));
  }

  /** As {@link #trusting()} where the transport can be told whom to trust. */
  Transport trustingOrDefault() {
    boolean can = provider().options().contains(TransportOption.SSL_CONTEXT);
    return can ? trusting() : transport();
  }

  // ------------------------------------------------------------------------------- connections

  /** Begins to connect to the plaintext server, with unlimited demand. */
  TransportConnection connect(TransportListener listener) {
    return connect(transport(), server().uri("/"), listener);
  }

  TransportConnection connect(Transport with, URI uri, TransportListener listener) {
    return connect(with, ConnectRequest.of(uri), listener);
  }

  TransportConnection connect(Transport with, ConnectRequest request, TransportListener listener) {
    TransportConnection connection = with.connect(request, listener);
    connection.request(Long.MAX_VALUE);
    return connection;
  }

  /** An open connection to the plaintext server, with unlimited demand. */
  ConnectionPair open() {
    return open(listener());
  }

  ConnectionPair open(RecordingListener listener) {
    return open(transport(), listener);
  }

  ConnectionPair open(Transport with) {
    return open(with, listener());
  }

  ConnectionPair open(Transport with, RecordingListener listener) {
    return open(with, listener, server());
  }

  ConnectionPair open(Transport with, TckServer at) {
    return open(with, listener(), at);
  }

  private ConnectionPair open(Transport with, RecordingListener listener, TckServer at) {
    return opened(connect(with, at.uri("/"), listener), listener, at);
  }

  /** An open connection to this host of the server, such as one by TLS. */
  ConnectionPair open(Transport with, TckServer at, String host) {
    RecordingListener listener = listener();
    return opened(connect(with, at.uri(host, "/"), listener), listener, at);
  }

  /** An open connection without demand. */
  ConnectionPair openWithoutDemand() {
    return openWithoutDemand(transport());
  }

  ConnectionPair openWithoutDemand(Transport with) {
    RecordingListener listener = listener();
    ConnectRequest request = ConnectRequest.of(server().uri("/"));
    return opened(with.connect(request, listener), listener, server());
  }

  /** Plays the server's part of the upgrade and waits for {@code onOpen}. */
  ConnectionPair opened(TransportConnection client, RecordingListener listener, TckServer at) {
    PeerConnection peer = at.acceptWebSocket();
    listener.expectOpen();
    return new ConnectionPair(client, listener, peer);
  }

  // ------------------------------------------------------------------------------------ helpers

  /**
   * Runs this on a thread of its own, such as a peer that floods; failures are seen by the task.
   */
  <T> FutureTask<T> background(String what, Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Thread thread = new Thread(future, TckRun.THREAD_PREFIX + what);
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  /** Runs this on a thread of its own, whatever becomes of it. */
  void start(String what, Callable<?> task) {
    Future<?> unused = background(what, task);
  }

  /** Runs this on a thread of its own and fails unless it returns in time. */
  void within(Duration timeout, String what, Runnable task) {
    FutureTask<Boolean> future =
        background(
            "within",
            () -> {
              task.run();
              return true;
            });
    Mismatch.unless(result(future, what, timeout), what, "an exception");
  }

  /** What a background task gave; its failure is this test's. */
  <T> T result(FutureTask<T> task, String what, Duration timeout) {
    try {
      return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new Mismatch(what, "still not done after " + timeout.toMillis() + " ms");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Mismatch mismatch) {
        throw mismatch;
      }
      throw new Mismatch(what, String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch(what, "the test was broken off");
    }
  }

  /** What an HTTP exchange gave. */
  HttpResponse response(CompletableFuture<HttpResponse> exchange) {
    try {
      return exchange.get(deadline.generous().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new Mismatch("an HTTP response", "nothing until the deadline");
    } catch (ExecutionException e) {
      throw new Mismatch("an HTTP response", String.valueOf(e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("an HTTP response", "the test was broken off");
    }
  }

  /** The HTTP exchange ends with a failure of one of these kinds. */
  void expectFailure(CompletableFuture<HttpResponse> exchange, Kind... kinds) {
    String expected = "a TransportException of " + List.of(kinds);
    try {
      HttpResponse came = exchange.get(deadline.generous().toNanos(), TimeUnit.NANOSECONDS);
      throw new Mismatch(expected, came.toString());
    } catch (TimeoutException e) {
      throw new Mismatch(expected, "nothing until the deadline");
    } catch (ExecutionException e) {
      boolean right =
          e.getCause() instanceof TransportException failed
              && List.of(kinds).contains(failed.kind());
      String kind = e.getCause() instanceof TransportException f ? f.kind() + ": " : "";
      Mismatch.unless(right, expected, kind + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch(expected, "the test was broken off");
    }
  }

  /** Looks again and again until the condition holds. */
  void eventually(String expected, BooleanSupplier condition) {
    long end = System.nanoTime() + deadline.generous().toNanos();
    while (!condition.getAsBoolean()) {
      Mismatch.unless(System.nanoTime() < end, expected, "not so, until the deadline");
      pause(Duration.ofMillis(5));
    }
  }

  /** Looks again and again until this is what is wanted. */
  void eventually(String expected, Supplier<String> actual, String wanted) {
    long end = System.nanoTime() + deadline.generous().toNanos();
    String now = actual.get();
    while (!now.equals(wanted)) {
      Mismatch.unless(System.nanoTime() < end, expected, now);
      pause(Duration.ofMillis(20));
      now = actual.get();
    }
  }

  /** The silence window, for what the recording listener cannot wait on. */
  void silence() {
    pause(deadline.silence());
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.NANOSECONDS.sleep(time.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Mismatch("to go on", "the test was broken off");
    }
  }

  /** Releases this after the test, the last first. */
  <T extends AutoCloseable> T closing(T resource) {
    synchronized (toClose) {
      toClose.push(resource);
    }
    return resource;
  }

  @Override
  public void close() {
    while (true) {
      AutoCloseable next;
      synchronized (toClose) {
        next = toClose.poll();
      }
      if (next == null) {
        return;
      }
      closeInTime(next);
    }
  }

  /** On a thread of its own, for a transport may never return from it. */
  private void closeInTime(AutoCloseable resource) {
    FutureTask<Boolean> close =
        background(
            "close",
            () -> {
              resource.close();
              return true;
            });
    try {
      Duration timeout =
          run.breaches().count("T8.1") < 2 ? run.deadline().generous() : deadline.silence();
      close.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      run.breaches().add("T8.1", rule, "Transport.close did not return");
    } catch (ExecutionException e) {
      log.add("closing " + resource.getClass().getSimpleName() + " failed: " + e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
