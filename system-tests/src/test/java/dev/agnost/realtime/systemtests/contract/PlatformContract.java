package dev.agnost.realtime.systemtests.contract;

import org.junit.jupiter.api.Test;

/** Events that the API server sends over its own socket, or a test through the server's methods. */
interface PlatformContract extends ContractServer {

  @Test
  default void userEventReachesTheSocketsOfTheUserWithThreeArguments() {
    server().define(environment().withSessions("ann", "bob"));
    try (WireClient ann = open().connect(withSession("ann"));
        WireClient bob = open().connect(withSession("bob"))) {
      ann.send(
          ("42[\"user_event\",{\"eventName\":\"user:signin\",\"envId\":\"%s\",\"userId\":\"ann\","
                  + "\"session\":{\"token\":\"t\"},\"user\":null}]")
              .formatted(env()));

      ann.expect("42[\"user:signin\",\"user:signin\",{\"token\":\"t\"},null]");
      ann.expectNothing();
      bob.expectNothing();
    }
  }

  @Test
  default void aTestSendsUserEventsAndMessagesAsThePlatformDoes() {
    String session = env() + "-token";
    server().define(environment().withSessions(session));
    server().bindSession(session, "ann");
    try (WireClient ann = open().connect(withSession(session))) {
      ann.send("42[\"join\",{\"channel\":\"room\"}]").expectNothing();

      server().sendUserEvent(env(), "ann", "user:signout", null, "{\"_id\":\"ann\"}");
      server().sendToChannel(env(), "room", "news", "[1]");
      server().broadcast(env(), "all", "\"x\"");

      ann.expect(
          "42[\"user:signout\",\"user:signout\",null,{\"_id\":\"ann\"}]",
          "42[\"news\",{\"channel\":\"room\",\"message\":[1]}]",
          "42[\"all\",{\"channel\":null,\"message\":\"x\"}]");
    }
  }

  @Test
  default void platformSendsToChannelsAndEnvironments() {
    try (WireClient member = in("room")) {
      member.send(
          "42[\"send_message\",{\"channelName\":\"room\",\"eventName\":\"news\",\"envId\":\"%s\",\"message\":1}]"
              .formatted(env()));
      member.send(
          "42[\"broadcast_message\",{\"eventName\":\"all\",\"envId\":\"%s\",\"message\":2}]"
              .formatted(env()));

      member.expect(
          "42[\"news\",{\"channel\":\"room\",\"message\":1}]",
          "42[\"all\",{\"channel\":null,\"message\":2}]");
    }
  }

  @Test
  default void membersAreListedWithTheirProfiles() {
    try (WireClient one = in("room");
        WireClient two = in("room")) {
      one.next();
      two.send("42[\"update\",{\"data\":{\"n\":2}}]");
      one.next();

      one.send("425[\"get_members\",{\"envId\":\"" + env() + "\",\"channel\":\"room\"}]");

      one.expect(
          "435[[{\"id\":\"%s\"},{\"id\":\"%s\",\"data\":{\"n\":2}}]]"
              .formatted(one.id(), two.id()));
    }
  }

  /** A client without echo that is in this channel. */
  private WireClient in(String channel) {
    WireClient client = join().send("42[\"join\",{\"channel\":\"" + channel + "\"}]");
    client.expectNothing();
    return client;
  }

  private String withSession(String session) {
    return "{\"envId\":\"%s\",\"apiKey\":\"good\",\"session\":\"%s\"}".formatted(env(), session);
  }
}
