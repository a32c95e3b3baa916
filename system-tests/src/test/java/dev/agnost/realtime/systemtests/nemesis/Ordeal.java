package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.systemtests.node.NodeAgnostServer;
import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportProvider;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.opentest4j.AssertionFailedError;

/** From the first connection to the last thread. Used once, by one thread. */
final class Ordeal {

  private static final int CLIENTS = 50;
  private static final String ENV = "env-nemesis";
  private static final String KEY = "key-good";
  private static final Duration PING_INTERVAL = Duration.ofSeconds(1);
  private static final Duration PING_TIMEOUT = Duration.ofSeconds(3);

  /** How long a heartbeat is missed before it is noticed. */
  private static final Duration HEARTBEAT = PING_INTERVAL.plus(PING_TIMEOUT);

  /** I25: after this, nothing can stand between a client and its connection any more. */
  private static final Duration RECOVERY =
      Crew.CAP.plus(Crew.TIMEOUT).plus(HEARTBEAT).plusSeconds(5);

  private static final Duration RELEASE = Duration.ofSeconds(10);

  private final TransportProvider provider;
  private final Set<String> libraryThreads;
  private final Duration time;
  private final SplittableRandom random;
  private final Figures figures;

  Ordeal(TransportProvider provider, Set<String> libraryThreads, long seed, Duration time) {
    this.provider = provider;
    this.libraryThreads = libraryThreads;
    this.time = time;
    this.random = new SplittableRandom(seed);
    this.figures = new Figures(provider.name(), seed, time);
  }

  /** Goes through all of it. */
  Figures endure() throws ExecutionException, InterruptedException, TimeoutException {
    try (AgnostServer server =
            NodeAgnostServer.builder()
                .pingInterval(PING_INTERVAL)
                .pingTimeout(PING_TIMEOUT)
                .environment(Environment.open(ENV, KEY))
                .start();
        FaultyProxy proxy = new FaultyProxy(URI.create(server.baseUrl(ENV)).getPort())) {
      Leftovers before = Leftovers.now(libraryThreads);
      List<WeakReference<AgnostClient>> clients = withTransport(server, proxy);
      Bounded.await("I56, what is left of the transport", RELEASE, () -> left(before));
      Bounded.await("I56, clients that the collector cannot free", RELEASE, () -> held(clients));
    }
    return figures;
  }

  private String left(Leftovers before) {
    if (!libraryThreads.isEmpty()) {
      System.gc(); // such a library frees its descriptors with its threads
    }
    return String.join(", ", Leftovers.now(libraryThreads).moreThan(before));
  }

  private static String held(List<WeakReference<AgnostClient>> clients) {
    System.gc();
    long held = clients.stream().filter(each -> each.get() != null).count();
    return held == 0 ? "" : String.valueOf(held);
  }

  private List<WeakReference<AgnostClient>> withTransport(AgnostServer server, FaultyProxy proxy)
      throws ExecutionException, InterruptedException, TimeoutException {
    String url = "http://127.0.0.1:" + proxy.port() + "/" + ENV;
    try (Transport transport = provider.create(TransportConfig.defaults());
        Crew crew = new Crew(CLIENTS, url, KEY, transport)) {
      Bounded.await("all are connected at first", RECOVERY, crew::notConnected);
      try (BlockingWatch blocking = new BlockingWatch()) {
        blocking.start();
        suffer(server, proxy, crew);
        recover(crew);
        figures.looked(blocking.looks());
        expectNone("I58", List.copyOf(blocking.found()));
      }
      List<Long> closed = crew.closeClients();
      Bounded.await("I29, messages without an outcome", RELEASE, () -> undecided(crew));
      judge(server, crew, closed);
      return crew.references();
    }
  }

  private void suffer(AgnostServer server, FaultyProxy proxy, Crew crew)
      throws ExecutionException, InterruptedException, TimeoutException {
    Nemesis nemesis = new Nemesis(proxy, server, random.split());
    Workload workload = new Workload(crew.participants(), random.split());
    workload.start();
    nemesis.rage(time);
    figures.struck(nemesis.struck(), workload.stop());
  }

  /** I25 and I51, and messages flow again. */
  private void recover(Crew crew) {
    crew.participants().forEach(Participant::open);
    Duration connected = Bounded.await("I25, not connected", RECOVERY, crew::notConnected);
    Duration joined =
        Bounded.await("I51, members of channels", RECOVERY.plus(HEARTBEAT), crew::misplaced);
    figures.recovered(connected, joined);
    for (Participant each : crew.participants()) {
      echo(each);
    }
  }

  /** Sends to a channel of its own until a message comes back: one that is lost may be lost. */
  private static void echo(Participant participant) {
    String channel = participant.ownChannel();
    List<SentLetter> sent = new ArrayList<>();
    Bounded.await(
        "I25, client " + participant.number() + " hears nothing of what it sends itself",
        RECOVERY,
        () -> {
          if (sent.stream().anyMatch(each -> participant.hasHeard(each.letter()))) {
            return "";
          }
          if (sent.stream().allMatch(SentLetter::isDone)) {
            sent.add(participant.send(channel));
          }
          return sent.size() + " messages";
        });
  }

  private static String undecided(Crew crew) {
    return crew.participants().stream()
        .filter(each -> !each.knowsAllFates())
        .map(each -> "client " + each.number())
        .collect(Collectors.joining(", "));
  }

  private void judge(AgnostServer server, Crew crew, List<Long> closed) {
    List<Posted> posted = Posted.among(server.received());
    List<Story> stories = new ArrayList<>();
    for (Participant each : crew.participants()) {
      stories.add(each.story(closed.get(each.number())));
    }
    figures.told(stories, posted.size());
    List<Breach> breaches = new ArrayList<>(MailJudge.judge(posted, stories));
    stories.forEach(story -> breaches.addAll(CallJudge.judge(story)));
    expectNone("invariants", breaches);
  }

  private static void expectNone(String what, List<?> found) {
    if (!found.isEmpty()) {
      String some =
          found.stream().limit(20).map(Object::toString).collect(Collectors.joining("\n  "));
      throw new AssertionFailedError(what + ", " + found.size() + " breaches:\n  " + some);
    }
  }
}
