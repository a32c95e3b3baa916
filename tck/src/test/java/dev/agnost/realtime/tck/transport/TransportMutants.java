package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportListener;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Mistakes of the transport as a whole: provider, resources, HTTP. */
@SuppressWarnings("FutureReturnValueIgnored") // mutants are careless
final class TransportMutants {

  private static final int IDLE_SECONDS = 1;

  private TransportMutants() {}

  static List<Mutant> all() {
    List<Transport> siblings = new CopyOnWriteArrayList<>();
    AtomicInteger names = new AtomicInteger();
    return List.of(
        Mutant.transport(55, "thread left for each connection", "T8.3", LeavesThread::new),
        Mutant.transport(57, "ended connections are kept with their buffers", "T8.3", Keeps::new),
        Mutant.transport(
            58, "closes what others use", "T1.4", config -> new Sibling(config, siblings)),
        Mutant.transport(59, "non-daemon threads", "T8.2", NonDaemon::new),
        Mutant.transport(
            70, "close forgets connections that are closing", "T8.1", ForgetsToClose::new),
        new Mutant(
            77,
            "another name each time",
            "T1.1",
            () ->
                new ReferenceProvider() {
                  @Override
                  public String name() {
                    return "reference-" + (names.incrementAndGet() % 7);
                  }
                }),
        new Mutant(78, "a thread for each provider", "T1.2", ThreadedProvider::new),
        http(89, "HTTP failures never end the exchange", "H1", NeverFails::new),
        http(90, "HTTP loses the query", "H2", LosesQuery::new),
        http(91, "HTTP follows redirects", "H3", FollowsHttp::new),
        http(92, "HTTP has no limit", "H4", NoLimit::new),
        http(93, "HTTP cannot be cancelled", "H5", DeafToCancel::new),
        Mutant.transport(94, "HTTP with TLS of its own", "H6", OwnTls::new));
  }

  private static Mutant http(
      int number, String mistake, String rule, UnaryOperator<HttpExchange> filter) {
    return Mutant.transport(
        number,
        mistake,
        rule,
        config ->
            new ReferenceTransport(config) {
              @Override
              public Optional<HttpExchange> http() {
                return super.http().map(filter);
              }
            });
  }

  private static final class LeavesThread extends ReferenceTransport {
    private final CountDownLatch closed = new CountDownLatch(1);

    LeavesThread(TransportConfig config) {
      super(config);
    }

    @Override
    ReferenceConnection newConnection(ConnectRequest request, TransportListener listener) {
      thread(
              "left",
              () -> {
                try {
                  closed.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              })
          .start();
      return super.newConnection(request, listener);
    }

    @Override
    public void close() {
      closed.countDown();
      super.close();
    }
  }

  private static final class Keeps extends ReferenceTransport {
    Keeps(TransportConfig config) {
      super(config);
    }

    @Override
    void forget(ReferenceConnection connection) {}
  }

  private static final class Sibling extends ReferenceTransport {
    private final List<Transport> siblings;
    private boolean closed;

    Sibling(TransportConfig config, List<Transport> siblings) {
      super(config);
      this.siblings = siblings;
      siblings.add(this);
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        super.close();
        siblings.forEach(Transport::close);
      }
    }
  }

  private static final class NonDaemon extends ReferenceTransport {
    NonDaemon(TransportConfig config) {
      super(config);
    }

    @Override
    Thread thread(String role, Runnable task) {
      Thread thread = super.thread(role, task);
      thread.setDaemon(false);
      return thread;
    }
  }

  private static final class ForgetsToClose extends ReferenceTransport {
    private final List<ReferenceConnection> connecting = new ArrayList<>();

    ForgetsToClose(TransportConfig config) {
      super(config);
    }

    @Override
    ReferenceConnection newConnection(ConnectRequest request, TransportListener listener) {
      ReferenceConnection connection = super.newConnection(request, listener);
      connecting.add(connection);
      return connection;
    }

    @Override
    public void close() {
      connecting.stream().filter(c -> !c.signals.isClosing()).forEach(ReferenceConnection::abort);
    }
  }

  private static final class ThreadedProvider extends ReferenceProvider {
    ThreadedProvider() {
      ThreadPoolExecutor eager =
          new ThreadPoolExecutor(
              1,
              1,
              IDLE_SECONDS,
              TimeUnit.SECONDS,
              new LinkedBlockingQueue<>(),
              task -> {
                Thread thread = new Thread(task, "eager");
                thread.setDaemon(true);
                return thread;
              });
      eager.allowCoreThreadTimeOut(true);
      eager.prestartCoreThread();
    }
  }

  private record NeverFails(HttpExchange next) implements HttpExchange {
    @Override
    public CompletableFuture<HttpResponse> send(HttpRequest request) {
      CompletableFuture<HttpResponse> result = new CompletableFuture<>();
      CompletableFuture<HttpResponse> real = next.send(request);
      real.thenAccept(result::complete);
      result.exceptionally(
          t -> {
            real.cancel(true);
            throw new IllegalStateException(t);
          });
      return result;
    }
  }

  private record LosesQuery(HttpExchange next) implements HttpExchange {
    @Override
    public CompletableFuture<HttpResponse> send(HttpRequest r) {
      URI uri = r.uri().resolve(r.uri().getRawPath());
      return next.send(
          HttpRequest.of(r.method(), uri, r.headers(), r.body(), r.maxResponseBytes()));
    }
  }

  private record FollowsHttp(HttpExchange next) implements HttpExchange {
    @Override
    public CompletableFuture<HttpResponse> send(HttpRequest r) {
      CompletableFuture<HttpResponse> first = next.send(r);
      first.thenAccept(
          response ->
              response.headers().stream()
                  .filter(h -> h.name().equals("Location"))
                  .map(h -> URI.create(h.value()))
                  .map(uri -> HttpRequest.of("GET", uri, r.headers(), r.body(), 1_000))
                  .forEach(next::send));
      return first;
    }
  }

  private record NoLimit(HttpExchange next) implements HttpExchange {
    @Override
    public CompletableFuture<HttpResponse> send(HttpRequest r) {
      return next.send(HttpRequest.of(r.method(), r.uri(), r.headers(), r.body(), 100_000_000));
    }
  }

  private record DeafToCancel(HttpExchange next) implements HttpExchange {
    @Override
    public CompletableFuture<HttpResponse> send(HttpRequest request) {
      return next.send(request).thenApply(response -> response);
    }
  }

  private static final class OwnTls extends ReferenceTransport {
    OwnTls(TransportConfig config) {
      super(config);
    }

    @Override
    public Optional<HttpExchange> http() {
      return Optional.of(
          new ReferenceHttp(
              TransportConfig.defaults(), this::thread, ConcurrentHashMap.newKeySet()));
    }
  }
}
