package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** E4: many clients on one transport. */
final class Crowd {

  private final int clients;
  private final AtomicInteger connects = new AtomicInteger();
  private final AtomicInteger greetings = new AtomicInteger();

  Crowd(int clients) {
    this.clients = clients;
  }

  String endure(Bench bench) {
    EmbeddedAgnostServer server = bench.closing(EmbeddedAgnostServer.create());
    String url = server.baseUrl("env-open");
    List<Realtime> crowd = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      AgnostClient client =
          bench.closing(
              AgnostClient.builder(url, "key-good")
                  .transport(bench.transport())
                  .onConnect(connects::incrementAndGet)
                  .build());
      crowd.add(client.realtime(rt -> rt.on("greet", message -> greetings.incrementAndGet())));
    }
    awaitAll(bench, "clients connected", connects);
    Set<String> ids =
        crowd.stream()
            .map(realtime -> Objects.requireNonNull(realtime.getSocketId(), "socket id"))
            .collect(Collectors.toSet());
    Mismatch.unless(ids.size() == clients, clients + " different socket ids", ids.size());
    server.broadcast("env-open", "greet", "\"hello\"");
    awaitAll(bench, "clients greeted", greetings);
    Mismatch.unless(
        server.openConnections() == clients, clients + " connections", server.openConnections());
    return clients + " clients on one transport, each with an id of its own and its message";
  }

  /** As long as there is progress; then exactly as many as there are clients. */
  private void awaitAll(Bench bench, String what, AtomicInteger count) {
    while (count.get() < clients) {
      int before = count.get();
      bench.eventually(clients + " " + what + ", more than " + before, () -> count.get() > before);
    }
    Mismatch.unless(count.get() == clients, clients + " " + what, count.get());
  }
}
