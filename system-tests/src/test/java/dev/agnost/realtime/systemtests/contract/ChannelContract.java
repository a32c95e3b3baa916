package dev.agnost.realtime.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer;
import org.junit.jupiter.api.Test;

/** Joining, leaving, profiles, and who is told. */
interface ChannelContract extends ContractServer {
  String JOIN = "42[\"join\",{\"channel\":\"room\"}]";
  String LEAVE = "42[\"leave\",{\"channel\":\"room\"}]";

  @Test
  default void joinIsToldToMembersAndEchoedToTheJoiner() {
    try (WireClient member = join(env(), true);
        WireClient joiner = join(env(), true)) {
      member.send(JOIN).expect(channelEvent("join", "room", member));

      joiner.send(JOIN);

      joiner.expect(channelEvent("join", "room", joiner));
      member.expect(channelEvent("join", "room", joiner));
    }
  }

  @Test
  default void joinIsNotEchoedToAClientThatWantsNoEcho() {
    try (WireClient joiner = join(env(), false)) {
      joiner.send(JOIN);

      joiner.expectNothing();
    }
  }

  @Test
  default void joinIsNotEchoedToAClientThatDidNotSay() {
    try (WireClient joiner = open()) {
      joiner.connect("{\"envId\":\"" + env() + "\",\"apiKey\":\"good\"}").send(JOIN);

      joiner.expectNothing();
    }
  }

  @Test
  default void echoOfAnEventOverridesTheHandshake() {
    try (WireClient wants = join(env(), true);
        WireClient wantsNot = join(env(), false)) {
      wants.send("42[\"join\",{\"channel\":\"a\",\"echo\":false}]");
      wantsNot.send("42[\"join\",{\"channel\":\"b\",\"echo\":true}]");

      wants.expectNothing();
      wantsNot.expect(channelEvent("join", "b", wantsNot));
    }
  }

  @Test
  default void echoNullIsTheSameAsNone() {
    try (WireClient joiner = join(env(), true)) {
      joiner.send("42[\"join\",{\"channel\":\"room\",\"echo\":null}]");

      joiner.expect(channelEvent("join", "room", joiner));
    }
  }

  @Test
  default void echoOfAnEmptyStringMeansNoEcho() {
    try (WireClient joiner = join(env(), true)) {
      joiner.send("42[\"join\",{\"channel\":\"room\",\"echo\":\"\"}]");

      joiner.expectNothing();
    }
  }

  @Test
  default void joiningAgainDoesNothing() {
    try (WireClient member = joined();
        WireClient joiner = joined()) {
      member.expect(channelEvent("join", "room", joiner));

      joiner.send("42[\"join\",{\"channel\":\"room\",\"echo\":true}]").expectNothing();

      member.expectNothing();
    }
  }

  @Test
  default void leaveIsToldToMembersAndEchoedToTheLeaver() {
    try (WireClient member = joined();
        WireClient leaver = joined()) {
      member.expect(channelEvent("join", "room", leaver));

      leaver.send("42[\"leave\",{\"channel\":\"room\",\"echo\":true}]");

      leaver.expect(channelEvent("leave", "room", leaver));
      member.expect(channelEvent("leave", "room", leaver));
      assertThat(server().members(env(), "room")).containsExactly(member.id());
    }
  }

  @Test
  default void leavingAChannelNeverJoinedDoesNothing() {
    try (WireClient member = joined();
        WireClient leaver = join()) {
      leaver.send("42[\"leave\",{\"channel\":\"room\",\"echo\":true}]").expectNothing();

      member.expectNothing();
    }
  }

  @Test
  default void membersAreTheSocketsThatJoined() {
    try (WireClient one = joined();
        WireClient two = joined();
        WireClient other = join()) {
      other.expectNothing();

      assertThat(server().members(env(), "room")).containsExactlyInAnyOrder(one.id(), two.id());
    }
  }

  @Test
  default void channelsOfTwoEnvironmentsAreTwoChannels() {
    String other = env() + "-other";
    server().define(AgnostServer.Environment.open(other, "good"));
    try (WireClient here = joined();
        WireClient there = join(other, false)) {
      there.send(JOIN).expectNothing();

      here.expectNothing();
    }
  }

  @Test
  default void profileTravelsWithJoinAndLeave() {
    try (WireClient member = joined();
        WireClient joiner = join()) {
      joiner.send("42[\"update\",{\"data\":{\"name\":\"ann\"}}]").send(JOIN).send(LEAVE);

      member.expect(
          channelEvent("join", "room", joiner, "{\"name\":\"ann\"}"),
          channelEvent("leave", "room", joiner, "{\"name\":\"ann\"}"));
    }
  }

  @Test
  default void profileThatIsNullStaysNull() {
    try (WireClient member = joined();
        WireClient joiner = join()) {
      joiner.send("42[\"update\",{\"data\":null}]").send(JOIN);

      member.expect(channelEvent("join", "room", joiner, "null"));
    }
  }

  @Test
  default void profileThatIsLeftOutIsUnset() {
    try (WireClient member = joined();
        WireClient joiner = join()) {
      joiner.send("42[\"update\",{\"data\":1}]").send("42[\"update\",{}]").send(JOIN);

      member.expect(channelEvent("join", "room", joiner));
    }
  }

  @Test
  default void updateIsToldOncePerChannel() {
    try (WireClient member = joined();
        WireClient updater = joined()) {
      member.expect(channelEvent("join", "room", updater));
      updater.send("42[\"join\",{\"channel\":\"dotted.one\"}]").expectNothing();
      member.send("42[\"join\",{\"channel\":\"dotted.one\"}]").expectNothing();
      updater.expect(channelEvent("join", "dotted.one", member));

      updater.send("42[\"update\",{\"data\":\"str\"}]");

      member.expect(
          channelEvent("update", "room", updater, "\"str\""),
          channelEvent("update", "dotted.one", updater, "\"str\""));
      updater.expectNothing();
    }
  }

  @Test
  default void updateIsEchoedOnRequest() {
    try (WireClient updater = joined()) {
      updater.send("42[\"update\",{\"data\":[1],\"echo\":true}]");

      updater.expect(channelEvent("update", "room", updater, "[1]"));
    }
  }

  @Test
  default void updateInNoChannelIsSilent() {
    try (WireClient updater = join(env(), true)) {
      updater.send("42[\"update\",{\"data\":1}]").expectNothing();
    }
  }

  @Test
  default void disconnectPacketLeavesEveryChannelAndKeepsTheTransport() {
    try (WireClient member = joined();
        WireClient leaver = joined()) {
      member.expect(channelEvent("join", "room", leaver));
      String left = leaver.id();
      leaver.send("42[\"update\",{\"data\":{\"z\":1}}]");
      member.expect(channelEvent("update", "room", leaver, "{\"z\":1}"));

      leaver.send("41");

      member.expect(
          "42[\"channel:leave\",{\"channel\":\"room\",\"message\":{\"id\":\""
              + left
              + "\",\"data\":{\"z\":1}}}]");
      leaver.connect(credentials(env(), false)).expectNothing();
    }
  }

  @Test
  default void closedWebSocketLeavesEveryChannel() {
    try (WireClient member = joined();
        WireClient leaver = joined()) {
      member.expect(channelEvent("join", "room", leaver));

      leaver.sendClose();

      member.expect(channelEvent("leave", "room", leaver));
    }
  }

  @Test
  default void lostConnectionLeavesEveryChannel() {
    try (WireClient member = joined();
        WireClient leaver = joined()) {
      member.expect(channelEvent("join", "room", leaver));

      leaver.cut();

      member.expect(channelEvent("leave", "room", leaver));
    }
  }

  @Test
  default void channelThatIsANumberComesBackAsANumber() {
    try (WireClient joiner = join(env(), true)) {
      joiner.send("42[\"join\",{\"channel\":7}]");

      joiner.expect(
          "42[\"channel:join\",{\"channel\":7,\"message\":{\"id\":\"" + joiner.id() + "\"}}]");
      assertThat(server().members(env(), "7")).containsExactly(joiner.id());
    }
  }

  /** A client without echo that is in {@code room}. */
  private WireClient joined() {
    WireClient client = join().send(JOIN);
    client.expectNothing();
    return client;
  }

  private static String channelEvent(String event, String channel, WireClient client) {
    return "42[\"channel:%s\",{\"channel\":\"%s\",\"message\":{\"id\":\"%s\"}}]"
        .formatted(event, channel, client.id());
  }

  private static String channelEvent(String event, String channel, WireClient client, String data) {
    return "42[\"channel:%s\",{\"channel\":\"%s\",\"message\":{\"id\":\"%s\",\"data\":%s}}]"
        .formatted(event, channel, client.id(), data);
  }
}
