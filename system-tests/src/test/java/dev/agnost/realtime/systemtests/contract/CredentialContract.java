package dev.agnost.realtime.systemtests.contract;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.Refusal;
import dev.agnost.realtime.testserver.KeyTerms;
import dev.agnost.realtime.testserver.Refusals;
import java.time.Duration;
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

  @Test
  default void keyTermsAreAppliedToTheConnect() {
    String key = env() + "-key";
    server().define(Environment.open(env(), key));
    String auth = "{\"envId\":\"%s\",\"apiKey\":\"%s\"}".formatted(env(), key);
    String address = "::ffff:127.0.0.1";

    expectRefusal(key, KeyTerms.withoutRealtime(), auth, Refusals.unauthorizedKey(key));
    expectRefusal(key, KeyTerms.overdue(), auth, Refusals.expiredKey());
    expectRefusal(key, KeyTerms.forDomains("https://one"), auth, Refusals.missingOrigin());
    expectRefusal(
        key, KeyTerms.forAddresses("10.0.0.1"), auth, Refusals.addressNotAuthorized(address));

    server().restrictKey(key, KeyTerms.forAddresses(address));
    open().connect(auth).close();
  }

  @Test
  default void keyTermsAreLookedUpAgainWithEachEvent() {
    String key = env() + "-key";
    server().define(Environment.open(env(), key));
    try (WireClient client = open()) {
      client.connect("{\"envId\":\"%s\",\"apiKey\":\"%s\"}".formatted(env(), key));
      server().restrictKey(key, KeyTerms.overdue());

      client.send("42[\"join\",{\"channel\":\"room\"}]");

      client.expect("41", "closed:1005");
    }
  }

  @Test
  default void disabledRealtimeIsRefused() {
    server().disableRealtime(env());
    try (WireClient client = open()) {
      client.send("40" + credentials(env(), true));
      client.expect(connectError(Refusals.realtimeDisabled()));
    }

    server().enableRealtime(env());
    join().close();
  }

  @Test
  default void rateLimitDropsEventsOfAllClientsWithoutAWord() {
    String event = "42[\"message\",{\"eventName\":\"say\",\"message\":%s}]";
    try (WireClient one = join(env(), true);
        WireClient two = join(env(), false)) {
      server().limitRate(env(), 3, Duration.ofHours(1));
      for (int i = 1; i <= 3; i++) {
        one.send(event.formatted(i)).expect(said(i));
        two.expect(said(i));
      }
      two.send(event.formatted(4));
      ContractServer.await(() -> received("\"message\":4"));
      awaitHandled("\"message\":4");
      server().unlimitRate(env());

      one.send(event.formatted(5)).expect(said(5));
      two.expect(said(5));
    }
  }

  private static String said(int number) {
    return "42[\"say\",{\"channel\":null,\"message\":%s}]".formatted(number);
  }

  private void expectRefusal(String key, KeyTerms terms, String auth, Refusal expected) {
    server().restrictKey(key, terms);
    try (WireClient client = open()) {
      client.send("40" + auth);
      client.expect(connectError(expected));
    }
  }

  private static String connectError(Refusal refusal) {
    return "44{\"message\":\"%s\",\"data\":{\"origin\":\"%s\",\"code\":\"%s\",\"message\":\"%s\"}}"
        .formatted(refusal.message(), refusal.origin(), refusal.code(), refusal.detail());
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
