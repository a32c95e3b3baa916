package dev.agnost.realtime.systemtests.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One of two nodes over Redis is killed while 200 clients are connected through a balancer. */
@RequiresRedis
@Tag("night")
class NodeDeathIT {
  private static final String ENV = "env-death";
  private static final String KEY = "key-death";
  private static final int CLIENTS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @ParameterizedTest
  @ValueSource(strings = {"netty", "jetty", "okhttp"})
  void allClientsComeBackOnTheOtherNodeAndNothingArrivesTwice(String transport) throws Exception {
    List<Participant> all = new ArrayList<>();
    try (NodeCluster cluster = NodeCluster.start(Environment.open(ENV, KEY));
        LoadBalancer balancer = new LoadBalancer(cluster.node(0), cluster.node(1))) {
      for (int i = 0; i < CLIENTS; i++) {
        all.add(new Participant(balancer.baseUrl(ENV), transport));
      }
      await("all are connected", () -> all.stream().allMatch(Participant::connected));
      await("all are members", () -> membersAreExact(cluster.node(0), all));
      Set<String> doomed = idsOnNode(cluster.node(0), all);
      assertThat(doomed).hasSize(CLIENTS / 2);

      long killed = System.nanoTime();
      cluster.node(0).kill();
      sendFromEach(all, "during");

      await("all are back", () -> all.stream().allMatch(each -> each.isBackFrom(doomed)));
      report(transport, killed, all);
      await("the members are exact", () -> membersAreExact(cluster.node(1), all));
      sendFromEach(all, "after");
      Set<String> after = new TreeSet<>();
      IntStream.range(0, CLIENTS).forEach(i -> after.add("after-" + i));
      await(
          "all have received what was sent afterwards",
          () -> all.stream().allMatch(each -> each.received.keySet().containsAll(after)));

      for (Participant each : all) {
        assertThat(each.received.entrySet()).allMatch(message -> message.getValue() == 1);
      }
    } finally {
      all.forEach(each -> each.client.closeAsync());
    }
  }

  private static void sendFromEach(List<Participant> all, String when) {
    for (int i = 0; i < CLIENTS; i++) {
      CompletableFuture<Void> unused =
          all.get(i).client.realtime().send("room", "say", when + "-" + i);
    }
  }

  private static boolean membersAreExact(NodeAgnostServer node, List<Participant> all) {
    Set<String> ids = new TreeSet<>();
    all.forEach(each -> ids.add(String.valueOf(each.client.realtime().getSocketId())));
    List<String> members = node.members(ENV, "room");
    return members.size() == CLIENTS && ids.equals(new TreeSet<>(members));
  }

  private static Set<String> idsOnNode(NodeAgnostServer node, List<Participant> all) {
    Set<String> ids = new TreeSet<>();
    node.handshakes().forEach(handshake -> ids.add(String.valueOf(handshake.socketId())));
    ids.removeIf(id -> all.stream().noneMatch(each -> id.equals(each.firstId)));
    return ids;
  }

  private static void report(String transport, long killed, List<Participant> all) {
    List<Long> millis =
        all.stream()
            .filter(each -> each.backAt != 0)
            .map(each -> TimeUnit.NANOSECONDS.toMillis(each.backAt - killed))
            .sorted()
            .toList();
    System.out.printf(
        Locale.ROOT,
        "%s: %d clients back on the other node after %d ms at the median, %d ms at most%n",
        transport,
        millis.size(),
        millis.get(millis.size() / 2),
        millis.get(millis.size() - 1));
  }

  private static void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - deadline).as(what).isNegative();
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  /** A client with what it received, counted. */
  private static final class Participant {
    final AgnostClient client;
    final Map<String, Integer> received = new ConcurrentHashMap<>();
    volatile @Nullable String firstId;
    volatile long backAt; // 0 as long as its first connection lives

    Participant(String url, String transport) {
      client = AgnostClient.builder(url, KEY).transport(transport).build();
      client.realtime(
          realtime -> {
            realtime.onConnect(() -> connected(realtime.getSocketId()));
            realtime.on("say", String.class, (text, m) -> received.merge(text, 1, Integer::sum));
            realtime.join("room");
          });
    }

    boolean connected() {
      return firstId != null;
    }

    boolean isBackFrom(Set<String> doomed) {
      return client.realtime().isConnected() && (backAt != 0) == doomed.contains(firstId);
    }

    private void connected(@Nullable String id) {
      if (firstId == null) {
        firstId = id;
      } else {
        backAt = System.nanoTime();
      }
    }
  }
}
