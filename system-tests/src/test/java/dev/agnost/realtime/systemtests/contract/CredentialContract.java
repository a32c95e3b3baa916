package dev.agnost.realtime.systemtests.contract;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Environment, key and session are looked at again with every event. */
interface CredentialContract extends ContractServer {

  @Test
  default void revokedKeyDisconnectsAtTheNextEvent() {
    try (WireClient client = join(env(), true);
        WireClient member = join()) {
      client.send("42[\"join\",{\"channel\":\"room\"}]").next();
      member.send("42[\"join\",{\"channel\":\"room\"}]").expectNothing();
      client.next();

      server().define(Environment.open(env(), "another"));
      client.send("42[\"join\",{\"channel\":\"two\"}]");

      client.expect("41", "closed:1005");
      member.expect(
          "42[\"channel:leave\",{\"channel\":\"room\",\"message\":{\"id\":\""
              + client.id()
              + "\"}}]");
    }
  }

  @Test
  default void revokedKeyLeavesAQuietClientAlone() {
    try (WireClient quiet = join();
        WireClient other = join()) {
      server().define(Environment.open(env(), "another"));
      server().sendRawText(quiet.id(), "42[\"still here\"]");

      quiet.expect("42[\"still here\"]");
      other.send("42[\"whatever\"]").expect("41", "closed:1005");
    }
  }

  @Test
  default void suspendedEnvironmentDropsEventsWithoutAWord() {
    try (WireClient client = join(env(), true)) {
      server().define(new Environment(env(), List.of("good"), false, List.of(), true));
      client.send("42[\"join\",{\"channel\":\"dropped\"}]");
      awaitHandled("dropped");
      server().define(environment());

      client.send("42[\"join\",{\"channel\":\"heard\"}]");

      client.expect(
          "42[\"channel:join\",{\"channel\":\"heard\",\"message\":{\"id\":\""
              + client.id()
              + "\"}}]");
    }
  }

  @Test
  default void suspendedEnvironmentGoesOnDelivering() {
    try (WireClient client = join()) {
      server().define(new Environment(env(), List.of("good"), false, List.of(), true));

      server().sendRawText(client.id(), "42[\"news\"]");

      client.expect("42[\"news\"]");
    }
  }

  @Test
  default void deletedSessionDropsEventsWithoutAWord() {
    server().define(environment().withSessions("ann"));
    try (WireClient client = open()) {
      client.connect(
          "{\"echoMessages\":true,\"envId\":\"%s\",\"apiKey\":\"good\",\"session\":\"ann\"}"
              .formatted(env()));
      server().define(environment().withSessions());
      client.send("42[\"join\",{\"channel\":\"lost\"}]");
      awaitHandled("lost");
      server().define(environment().withSessions("ann"));

      client.send("42[\"join\",{\"channel\":\"found\"}]");

      client.expect(
          "42[\"channel:join\",{\"channel\":\"found\",\"message\":{\"id\":\""
              + client.id()
              + "\"}}]");
    }
  }

  /** Events of all clients are handled one after the other, so that of another client shows it. */
  private void awaitHandled(String channel) {
    ContractServer.await(() -> received(channel));
    String other = env() + "-other";
    server().define(Environment.open(other, "good"));
    try (WireClient witness = join(other, false)) {
      witness.expectNothing();
    }
  }

  private boolean received(String channel) {
    return server().received().stream().anyMatch(event -> event.packet().contains(channel));
  }
}
