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
final class ManyClients {

  private final int clients;
  private final AtomicInteger connects = new AtomicInteger();
  private final AtomicInteger greetings = new AtomicInteger();

  ManyClients(int clients) {
    this.clients = clients;
  }

  String endure(TransportFixture fixture) {
    EmbeddedAgnostServer server = fixture.closing(EmbeddedAgnostServer.create());
    String url = server.baseUrl("env-open");
    List<Realtime> crowd = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      AgnostClient client =
          fixture.closing(
              AgnostClient.builder(url, "key-good")
                  .transport(fixture.transport())
                  .onConnect(connects::incrementAndGet)
                  .build());
      crowd.add(client.realtime(rt -> rt.on("greet", message -> greetings.incrementAndGet())));
    }
    awaitAll(fixture, "clients connected", connects);
    Set<String> ids =
        crowd.stream()
            .map(realtime -> Objects.requireNonNull(realtime.getSocketId(), "socket id"))
            .collect(Collectors.toSet());
    Mismatch.unless(ids.size() == clients, clients + " different socket ids", ids.size());
    server.broadcast("env-open", "greet", "\"hello\"");
    awaitAll(fixture, "clients greeted", greetings);
    Mismatch.unless(
        server.openConnections() == clients, clients + " connections", server.openConnections());
    return clients + " clients on one transport, each with an id of its own and its message";
  }

  /** As long as there is progress; then exactly as many as there are clients. */
  private void awaitAll(TransportFixture fixture, String what, AtomicInteger count) {
    while (count.get() < clients) {
      int before = count.get();
      fixture.eventually(
          clients + " " + what + ", more than " + before, () -> count.get() > before);
    }
    Mismatch.unless(count.get() == clients, clients + " " + what, count.get());
  }
}
