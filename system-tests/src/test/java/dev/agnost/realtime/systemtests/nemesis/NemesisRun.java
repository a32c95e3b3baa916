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
final class NemesisRun {

  private static final int CLIENTS = 50;
  private static final String ENV = "env-nemesis";
  private static final String KEY = "key-good";
  private static final Duration PING_INTERVAL = Duration.ofSeconds(1);
  private static final Duration PING_TIMEOUT = Duration.ofSeconds(3);

  /** The time after which a missing heartbeat is detected. */
  private static final Duration HEARTBEAT = PING_INTERVAL.plus(PING_TIMEOUT);

  /** I25: after this, nothing can stand between a client and its connection any more. */
  private static final Duration RECOVERY =
      ClientGroup.MAX_RECONNECT_DELAY.plus(ClientGroup.TIMEOUT).plus(HEARTBEAT).plusSeconds(5);

  private static final Duration RELEASE = Duration.ofSeconds(10);

  private final TransportProvider provider;
  private final Set<String> libraryThreads;
  private final Duration time;
  private final SplittableRandom random;
  private final NemesisReport report;

  NemesisRun(TransportProvider provider, Set<String> libraryThreads, long seed, Duration time) {
    this.provider = provider;
    this.libraryThreads = libraryThreads;
    this.time = time;
    this.random = new SplittableRandom(seed);
    this.report = new NemesisReport(provider.name(), seed, time);
  }

  /** Goes through all of it. */
  NemesisReport run() throws ExecutionException, InterruptedException, TimeoutException {
    try (AgnostServer server =
            NodeAgnostServer.builder()
                .pingInterval(PING_INTERVAL)
                .pingTimeout(PING_TIMEOUT)
                .environment(Environment.open(ENV, KEY))
                .start();
        FaultyProxy proxy = new FaultyProxy(URI.create(server.baseUrl(ENV)).getPort())) {
      ResourceUsage before = ResourceUsage.now(libraryThreads);
      List<WeakReference<AgnostClient>> clients = withTransport(server, proxy);
      Eventually.await("I56, what is left of the transport", RELEASE, () -> left(before));
      Eventually.await("I56, clients that the collector cannot free", RELEASE, () -> held(clients));
    }
    return report;
  }

  private String left(ResourceUsage before) {
    System.gc(); // frees the descriptors of libraries that end with a collection
    return String.join(", ", ResourceUsage.now(libraryThreads).moreThan(before));
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
        ClientGroup group = new ClientGroup(CLIENTS, url, KEY, transport)) {
      Eventually.await("all are connected at first", RECOVERY, group::notConnected);
      try (BlockingCallSampler blocking = new BlockingCallSampler()) {
        blocking.start();
        injectFaults(server, proxy, group);
        recover(group);
        report.sampled(blocking.samples());
        expectNone("I58", List.copyOf(blocking.found()));
      }
      List<Long> closed = group.closeClients();
      Eventually.await("I29, messages without an outcome", RELEASE, () -> withoutResult(group));
      check(server, group, closed);
      return group.references();
    }
  }

  private void injectFaults(AgnostServer server, FaultyProxy proxy, ClientGroup group)
      throws ExecutionException, InterruptedException, TimeoutException {
    Nemesis nemesis = new Nemesis(proxy, server, random.split());
    Workload workload = new Workload(group.clients(), random.split());
    workload.start();
    nemesis.injectFor(time);
    report.injected(nemesis.injected(), workload.stop());
  }

  /** I25 and I51, and messages flow again. */
  private void recover(ClientGroup group) {
    group.clients().forEach(NemesisClient::open);
    Duration connected = Eventually.await("I25, not connected", RECOVERY, group::notConnected);
    Duration joined =
        Eventually.await("I51, members of channels", RECOVERY.plus(HEARTBEAT), group::wrongMembers);
    report.recovered(connected, joined);
    for (NemesisClient each : group.clients()) {
      echo(each);
    }
  }

  /** Sends to a channel of its own until a message comes back: one that is lost may be lost. */
  private static void echo(NemesisClient client) {
    String channel = client.ownChannel();
    List<SentMessage> sent = new ArrayList<>();
    Eventually.await(
        "I25, client " + client.number() + " receives nothing of what it sends itself",
        RECOVERY,
        () -> {
          if (sent.stream().anyMatch(each -> client.hasReceived(each.id()))) {
            return "";
          }
          if (sent.stream().allMatch(SentMessage::isDone)) {
            sent.add(client.send(channel));
          }
          return sent.size() + " messages";
        });
  }

  private static String withoutResult(ClientGroup group) {
    return group.clients().stream()
        .filter(each -> !each.hasAllResults())
        .map(each -> "client " + each.number())
        .collect(Collectors.joining(", "));
  }

  private void check(AgnostServer server, ClientGroup group, List<Long> closed) {
    List<ReceivedMessage> received = ReceivedMessage.among(server.received());
    List<ClientHistory> histories = new ArrayList<>();
    for (NemesisClient each : group.clients()) {
      histories.add(each.history(closed.get(each.number())));
    }
    report.event(histories, received.size());
    List<Violation> violations = new ArrayList<>(DeliveryChecker.check(received, histories));
    histories.forEach(history -> violations.addAll(ListenerCallChecker.check(history)));
    expectNone("invariants", violations);
  }

  private static void expectNone(String what, List<?> found) {
    if (!found.isEmpty()) {
      String some =
          found.stream().limit(20).map(Object::toString).collect(Collectors.joining("\n  "));
      throw new AssertionFailedError(what + ", " + found.size() + " violations:\n  " + some);
    }
  }
}
