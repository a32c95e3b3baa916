package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Member;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.transport.Transport;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The clients, all on one transport. By one thread at a time. */
final class ClientGroup implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(3);
  static final Duration MAX_RECONNECT_DELAY = Duration.ofMillis(500);

  private static final Duration BASE_DELAY = Duration.ofMillis(50);
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final String OWN_THREADS = "tck-nemesis-callback";
  private static final String SHARED_THREADS = "agnost-worker-";
  private static final List<String> CHANNELS =
      IntStream.range(0, 20).mapToObj(number -> "channel-" + number).toList();

  private final ExecutorService callbacks =
      Executors.newFixedThreadPool(
          3,
          task -> {
            Thread thread = new Thread(task, OWN_THREADS);
            thread.setDaemon(true);
            return thread;
          });
  private final List<NemesisClient> clients = new ArrayList<>();

  /** Connects the clients; every second one runs its listeners on an executor of this group. */
  ClientGroup(int size, String url, String key, Transport transport) {
    for (int number = 0; number < size; number++) {
      boolean own = number % 2 == 0;
      AgnostClient.Builder builder =
          AgnostClient.builder(url, key)
              .transport(transport)
              .timeout(TIMEOUT)
              .reconnectionDelay(BASE_DELAY)
              .reconnectPolicy(ReconnectPolicy.exponential().withCap(MAX_RECONNECT_DELAY));
      AgnostClient client = (own ? builder.callbackExecutor(callbacks) : builder).build();
      String threads = own ? OWN_THREADS : SHARED_THREADS;
      clients.add(new NemesisClient(number, client, threads, CHANNELS));
    }
  }

  List<NemesisClient> clients() {
    return List.copyOf(clients);
  }

  /** So that a test can check whether anything holds them. */
  List<WeakReference<AgnostClient>> references() {
    return clients.stream().map(each -> new WeakReference<>(each.client())).toList();
  }

  /** The clients that are not connected; empty if all are. */
  String notConnected() {
    return join(
        clients.stream()
            .filter(each -> !each.realtime().isConnected())
            .map(each -> "client " + each.number() + " is " + each.realtime().state()));
  }

  /** The channels whose members are not those that joined last; empty if none. */
  String wrongMembers() {
    return join(CHANNELS.stream().map(this::wrongMembersOf).filter(text -> !text.isEmpty()));
  }

  private String wrongMembersOf(String channel) {
    Set<String> desiredChannels =
        clients.stream()
            .filter(each -> each.desiredChannels().contains(channel))
            .map(each -> String.valueOf(each.realtime().getSocketId()))
            .collect(Collectors.toSet());
    Set<String> members;
    try {
      members = members(channel);
    } catch (ExecutionException | TimeoutException e) {
      return channel + ": " + e.getMessage();
    }
    return Membership.difference(channel, desiredChannels, members);
  }

  private Set<String> members(String channel) throws ExecutionException, TimeoutException {
    try {
      return clients
          .get(0)
          .realtime()
          .getMembers(channel)
          .get(LIMIT.toSeconds(), TimeUnit.SECONDS)
          .stream()
          .map(Member::id)
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String join(Stream<String> texts) {
    return texts.collect(Collectors.joining("; "));
  }

  /**
   * Closes all at once, for good.
   *
   * @return when each had said that it is closed, in their command
   */
  List<Long> closeClients() throws ExecutionException, InterruptedException, TimeoutException {
    List<CompletableFuture<Long>> closing = clients.stream().map(NemesisClient::close).toList();
    List<Long> closed = new ArrayList<>();
    for (CompletableFuture<Long> each : closing) {
      closed.add(each.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
    return closed;
  }

  /** Closes what {@link #closeClients} has not, and its own threads. */
  @Override
  public void close() {
    clients.forEach(each -> each.client().close());
    callbacks.shutdown();
  }
}
