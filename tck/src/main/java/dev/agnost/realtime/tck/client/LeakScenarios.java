package dev.agnost.realtime.tck.client;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What hundreds of connections leave behind: nothing. */
interface LeakScenarios extends ScenarioContext {

  /** Clients that do the same at the same time, so that none waits for the server alone. */
  int ABREAST = 5;

  @Test
  default void openCloseCyclesLeaveNothingBehind() {
    List<RecordingClient> clients = Stream.generate(this::idle).limit(ABREAST).toList();
    cycle(clients, 100);
    ResourceUsage baseline = ResourceUsage.now();

    cycle(clients, 300 * Integer.getInteger("agnost.tck.intensity", 1));

    baseline.expectNoGrowth();
  }

  private static void cycle(List<RecordingClient> clients, int times) {
    for (int i = 0; i < times; i += ABREAST) {
      allDone("open()", clients, client -> client.rt.open());
      allDone("close()", clients, client -> client.rt.close());
      for (RecordingClient client : clients) {
        client.connection.next(2);
        client.states.next(3);
      }
    }
    for (RecordingClient client : clients) {
      client.connection.forget();
      client.states.forget();
    }
  }

  @Test
  default void hundredClientsThatWereClosedLeaveNothingBehind() {
    useAndClose(50);
    ResourceUsage baseline = ResourceUsage.now();

    useAndClose(100);

    baseline.expectNoGrowth();
  }

  private void useAndClose(int times) {
    for (int i = 0; i < times; i += ABREAST) {
      List<RecordingClient> clients = Stream.generate(this::fresh).limit(ABREAST).toList();
      clients.forEach(RecordingClient::awaitConnected);
      for (RecordingClient client : clients) {
        client.broadcast("say", i);
      }
      for (RecordingClient client : clients) {
        client.messages.next(ABREAST);
      }
      closeAll(clients);
    }
  }

  private RecordingClient fresh() {
    return new RecordingClient(builder().build());
  }

  @Test
  default void hundredAttemptsThatFailLeaveNothingBehind() {
    server().rejectUpgrades(503, Map.of());
    failAndClose(50);
    ResourceUsage baseline = ResourceUsage.now();

    failAndClose(100);

    baseline.expectNoGrowth();
  }

  private void failAndClose(int times) {
    for (int i = 0; i < times; i += ABREAST) {
      List<RecordingClient> clients = Stream.generate(this::patient).limit(ABREAST).toList();
      for (RecordingClient client : clients) {
        client.connection.next(ConnectionEvent.Failed.class);
      }
      closeAll(clients);
    }
  }

  private RecordingClient patient() {
    return new RecordingClient(builder().reconnectionDelay(NEVER).build());
  }

  private static void closeAll(List<RecordingClient> clients) {
    allDone("closeAsync()", clients, each -> each.client.closeAsync().toCompletableFuture());
  }

  private static void allDone(
      String what,
      List<RecordingClient> clients,
      Function<RecordingClient, CompletableFuture<Void>> action) {
    List<CompletableFuture<Void>> futures = clients.stream().map(action).toList();
    futures.forEach(future -> Timeouts.done(what, future));
  }
}
