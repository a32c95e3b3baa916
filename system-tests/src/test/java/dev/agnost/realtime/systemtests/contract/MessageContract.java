package dev.agnost.realtime.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.ReceivedEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages to channels and environments. */
interface MessageContract extends ContractServer {

  @Test
  default void messageReachesTheOtherMembersOfTheChannel() {
    try (WireClient member = in("room");
        WireClient stranger = join();
        WireClient sender = in("room")) {
      member.next();

      sender.send(message("room", "\"hi\""));

      member.expect("42[\"m\",{\"channel\":\"room\",\"message\":\"hi\"}]");
      sender.expectNothing();
      stranger.expectNothing();
    }
  }

  @Test
  default void messageIsEchoedToAMemberThatWantsIt() {
    try (WireClient sender = in("room")) {
      sender.send(
          "42[\"message\",{\"channel\":\"room\",\"eventName\":\"m\",\"message\":1,\"echo\":true}]");

      sender.expect("42[\"m\",{\"channel\":\"room\",\"message\":1}]");
    }
  }

  @Test
  default void senderThatIsNoMemberReachesTheChannelButGetsNoEcho() {
    try (WireClient member = in("room");
        WireClient sender = join(env(), true)) {
      sender.send(message("room", "1")).expectNothing();

      member.expect("42[\"m\",{\"channel\":\"room\",\"message\":1}]");
    }
  }

  @Test
  default void messageWithoutChannelReachesTheEnvironment() {
    String other = env() + "-other";
    server().define(Environment.open(other, "good"));
    try (WireClient sender = join(env(), true);
        WireClient receiver = join();
        WireClient stranger = join(other, true)) {
      sender.send("42[\"message\",{\"eventName\":\"e\",\"message\":{\"a\":1}}]");

      sender.expect("42[\"e\",{\"channel\":null,\"message\":{\"a\":1}}]");
      receiver.expect("42[\"e\",{\"channel\":null,\"message\":{\"a\":1}}]");
      stranger.expectNothing();
    }
  }

  @Test
  default void emptyChannelIsTheSameAsNone() {
    try (WireClient sender = join(env(), true)) {
      sender.send(message("", "1"));

      sender.expect("42[\"m\",{\"channel\":null,\"message\":1}]");
    }
  }

  @Test
  default void messageThatIsLeftOutStaysLeftOut() {
    try (WireClient sender = join(env(), true)) {
      sender.send("42[\"message\",{\"eventName\":\"m\"}]");

      sender.expect("42[\"m\",{\"channel\":null}]");
    }
  }

  @Test
  default void valuesKeepTheirShape() {
    String value = "[1,-1.5e-7,\"a\\\"\\\\\",null,true,{\"x\":[]},\"\u00e4\u2028\ud83d\ude00\"]";
    try (WireClient sender = join(env(), true)) {
      sender.send("42[\"message\",{\"eventName\":\"m\",\"message\":" + value + "}]");

      sender.expect("42[\"m\",{\"channel\":null,\"message\":" + value + "}]");
    }
  }

  @Test
  default void objectThatLooksLikeAPlaceholderStaysAnObject() {
    String value = "{\"_placeholder\":true,\"num\":0}";
    try (WireClient sender = join(env(), true)) {
      sender.send("42[\"message\",{\"eventName\":\"m\",\"message\":" + value + "}]");

      sender.expect("42[\"m\",{\"channel\":null,\"message\":" + value + "}]");
    }
  }

  @Test
  default void bytesAreRelayedAsBytes() {
    String value = "{\"_placeholder\":true,\"num\":0}";
    try (WireClient sender = join(env(), true)) {
      sender.send("451-[\"message\",{\"eventName\":\"m\",\"message\":" + value + "}]");
      sender.sendBinary("deadbeef");

      sender.expect("451-[\"m\",{\"channel\":null,\"message\":" + value + "}]", "bin:deadbeef");
    }
  }

  @Test
  default void severalByteArraysKeepTheirPlaces() {
    String value =
        "{\"name\":\"f\",\"data\":{\"_placeholder\":true,\"num\":0},"
            + "\"n\":{\"more\":{\"_placeholder\":true,\"num\":1}}}";
    try (WireClient sender = join(env(), true)) {
      sender.send("452-[\"message\",{\"eventName\":\"m\",\"message\":" + value + "}]");
      sender.sendBinary("010203").sendBinary("");

      sender.expect(
          "452-[\"m\",{\"channel\":null,\"message\":" + value + "}]", "bin:010203", "bin:");
    }
  }

  @Test
  default void profileMayHoldBytes() {
    try (WireClient sender = in("room")) {
      sender.send("451-[\"update\",{\"data\":{\"_placeholder\":true,\"num\":0},\"echo\":true}]");
      sender.sendBinary("ff");

      sender.expect(
          "451-[\"channel:update\",{\"channel\":\"room\",\"message\":{\"id\":\"%s\",\"data\":{\"_placeholder\":true,\"num\":0}}}]"
              .formatted(sender.id()),
          "bin:ff");
    }
  }

  @Test
  default void manyMessagesKeepTheirOrder() {
    try (WireClient sender = join();
        WireClient receiver = join()) {
      for (int i = 0; i < 300; i++) {
        sender.send("42[\"message\",{\"eventName\":\"m\",\"message\":" + i + "}]");
      }

      for (int i = 0; i < 300; i++) {
        receiver.expect("42[\"m\",{\"channel\":null,\"message\":" + i + "}]");
      }
    }
  }

  @Test
  default void eventsAreNotAcknowledged() {
    try (WireClient sender = join(env(), true)) {
      sender.send("42900[\"join\",{\"channel\":\"room\",\"echo\":false}]").expectNothing();

      assertThat(server().members(env(), "room")).containsExactly(sender.id());
    }
  }

  @Test
  default void unknownEventsAndAcksAreIgnored() {
    try (WireClient sender = join(env(), true)) {
      sender.send("42[\"whatever\",{\"a\":1},2]").send("42[7,1]").send("4377[1]").expectNothing();
    }
  }

  @Test
  default void receivedEventsAreKeptAsTheyCame() {
    try (WireClient sender = join()) {
      sender.send("42[\"join\",{ \"channel\":\"room\"}]").send("423[\"whatever\"]");
      sender.send("451-[\"whatever\",{\"_placeholder\":true,\"num\":0}]").sendBinary("00");
      sender.expectNothing();

      List<ReceivedEvent> mine =
          server().received().stream()
              .filter(event -> event.socketId().equals(sender.id()))
              .toList();
      assertThat(mine)
          .extracting(ReceivedEvent::packet)
          .startsWith(
              "2[\"join\",{ \"channel\":\"room\"}]",
              "23[\"whatever\"]",
              "51-[\"whatever\",{\"_placeholder\":true,\"num\":0}]");
    }
  }

  /** A client without echo that is in this channel. */
  private WireClient in(String channel) {
    WireClient client = join().send("42[\"join\",{\"channel\":\"" + channel + "\"}]");
    client.expectNothing();
    return client;
  }

  private static String message(String channel, String value) {
    return "42[\"message\",{\"channel\":\"%s\",\"eventName\":\"m\",\"message\":%s}]"
        .formatted(channel, value);
  }
}
