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

/** The clients, all on one transport, and what they all have to do. By one thread at a time. */
final class Crew implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(3);
  static final Duration CAP = Duration.ofMillis(500);

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
  private final List<Participant> participants = new ArrayList<>();

  /** Has so many clients connect; every second one has its listeners run on an executor of ours. */
  Crew(int size, String url, String key, Transport transport) {
    for (int number = 0; number < size; number++) {
      boolean own = number % 2 == 0;
      AgnostClient.Builder builder =
          AgnostClient.builder(url, key)
              .transport(transport)
              .timeout(TIMEOUT)
              .reconnectionDelay(BASE_DELAY)
              .reconnectPolicy(ReconnectPolicy.exponential().withCap(CAP));
      AgnostClient client = (own ? builder.callbackExecutor(callbacks) : builder).build();
      String threads = own ? OWN_THREADS : SHARED_THREADS;
      participants.add(new Participant(number, client, threads, CHANNELS));
    }
  }

  List<Participant> participants() {
    return List.copyOf(participants);
  }

  /** So that a test can see whether anything holds them. */
  List<WeakReference<AgnostClient>> references() {
    return participants.stream().map(each -> new WeakReference<>(each.client())).toList();
  }

  /** Who is not connected; empty if all are. */
  String notConnected() {
    return join(
        participants.stream()
            .filter(each -> !each.realtime().isConnected())
            .map(each -> "client " + each.number() + " is " + each.realtime().state()));
  }

  /** Which channels have other members than those who wish to be there; empty if none. */
  String misplaced() {
    return join(CHANNELS.stream().map(this::misplacedIn).filter(text -> !text.isEmpty()));
  }

  private String misplacedIn(String channel) {
    Set<String> wished =
        participants.stream()
            .filter(each -> each.wished().contains(channel))
            .map(each -> String.valueOf(each.realtime().getSocketId()))
            .collect(Collectors.toSet());
    Set<String> members;
    try {
      members = members(channel);
    } catch (ExecutionException | TimeoutException e) {
      return channel + ": " + e.getMessage();
    }
    return Membership.difference(channel, wished, members);
  }

  private Set<String> members(String channel) throws ExecutionException, TimeoutException {
    try {
      return participants
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
   * @return when each had said that it is closed, in their order
   */
  List<Long> closeClients() throws ExecutionException, InterruptedException, TimeoutException {
    List<CompletableFuture<Long>> closing = participants.stream().map(Participant::close).toList();
    List<Long> closed = new ArrayList<>();
    for (CompletableFuture<Long> each : closing) {
      closed.add(each.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }
    return closed;
  }

  /** Closes what {@link #closeClients} has not, and its own threads. */
  @Override
  public void close() {
    participants.forEach(each -> each.client().close());
    callbacks.shutdown();
  }
}
