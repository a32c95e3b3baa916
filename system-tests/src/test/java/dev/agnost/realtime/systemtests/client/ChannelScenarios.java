package dev.agnost.realtime.systemtests.client;

import dev.agnost.realtime.tck.client.EventLog;
import dev.agnost.realtime.tck.client.PresenceEvent;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Joining, leaving, profiles, and the events that follow. */
interface ChannelScenarios extends ScenarioContext {

  @Test
  default void joinIsReceivedByMembersAndByItselfIfEchoed() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(ann, "room");

    bob.rt.join("room");

    bob.presence.expect(PresenceEvent.join("room", bob.id(), "absent"));
    ann.presence.expect(PresenceEvent.join("room", bob.id(), "absent"));
  }

  @Test
  default void joinWithoutEchoIsReceivedByOthersOnly() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(ann, "room");

    bob.rt.join("room", false);

    ann.presence.expect(PresenceEvent.join("room", bob.id(), "absent"));
    bob.settle();
    bob.presence.expectNothing();
  }

  @Test
  default void joinIsNotEchoedIfTheOptionSaysSo() {
    RecordingClient ann = connect(options -> options.echoMessages(false));

    ann.rt.join("room");

    awaitMember(ann, "room");
    ann.settle();
    ann.presence.expectNothing();
  }

  @Test
  default void joinTwiceIsReceivedOnce() {
    RecordingClient ann = connect();

    ann.rt.join("room");
    ann.rt.join("room");

    ann.presence.expect(PresenceEvent.join("room", ann.id(), "absent"));
    ann.settle();
    ann.presence.expectNothing();
  }

  @Test
  default void leaveIsReceivedByMembersAndByItselfIfEchoed() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(ann, "room");
    join(bob, "room");
    ann.presence.next();

    bob.rt.leave("room");

    ann.presence.expect(PresenceEvent.leave("room", bob.id(), "absent"));
    bob.presence.expect(PresenceEvent.leave("room", bob.id(), "absent"));
  }

  @Test
  default void leaveWithoutEchoIsReceivedByOthersOnly() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(ann, "room");
    join(bob, "room");
    ann.presence.next();

    bob.rt.leave("room", false);

    ann.presence.expect(PresenceEvent.leave("room", bob.id(), "absent"));
    bob.settle();
    bob.presence.expectNothing();
  }

  @Test
  default void leaveOfAChannelNeverJoinedIsHarmless() {
    RecordingClient ann = connect();

    ann.rt.leave("never-joined");

    ann.settle();
    ann.presence.expectNothing();
  }

  @Test
  default void leftChannelIsReceivedNoMore() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(ann, "room");
    ann.rt.leave("room", true);
    ann.presence.expect(PresenceEvent.leave("room", ann.id(), "absent"));

    bob.send("room", "say", 1);

    bob.settle();
    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void updateIsReceivedOncePerChannel() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(ann, "one");
    join(ann, "two");
    join(bob, "one");
    ann.presence.next();

    ann.rt.updateProfile(Map.of("name", "ann"));

    String profile = "{\"name\":\"ann\"}";
    bob.presence.expect(PresenceEvent.update("one", ann.id(), profile));
    ann.presence.expect(
        PresenceEvent.update("one", ann.id(), profile),
        PresenceEvent.update("two", ann.id(), profile));
    bob.settle();
    bob.presence.expectNothing();
  }

  @Test
  default void updateWithoutEchoIsReceivedByOthersOnly() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(ann, "room");
    join(bob, "room");
    ann.presence.next();

    ann.rt.updateProfile("ann", false);

    bob.presence.expect(PresenceEvent.update("room", ann.id(), "\"ann\""));
    ann.settle();
    ann.presence.expectNothing();
  }

  @Test
  default void profileComesWithJoinAndLeave() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(bob, "room");
    ann.rt.updateProfile("ann");
    join(ann, "room");
    String id = ann.id();

    ann.closeManually();

    bob.presence.expect(
        PresenceEvent.join("room", id, "\"ann\""), PresenceEvent.leave("room", id, "\"ann\""));
  }

  @Test
  default void falsyProfilesAreProfiles() {
    RecordingClient ann = connect();
    join(ann, "room");

    ann.rt.updateProfile(null);
    ann.rt.updateProfile(0);
    ann.rt.updateProfile("");
    ann.rt.updateProfile(false);

    String id = ann.id();
    ann.presence.expect(
        PresenceEvent.update("room", id, "null"),
        PresenceEvent.update("room", id, "0"),
        PresenceEvent.update("room", id, "\"\""),
        PresenceEvent.update("room", id, "false"));
  }

  @Test
  default void binaryProfileArrivesAsBytes() {
    RecordingClient ann = connect();
    join(ann, "room");
    EventLog<Integer> sizes = new EventLog<>("profile sizes");
    ann.rt.onUpdate(member -> sizes.add(member.profile().asBytes().length));

    ann.rt.updateProfile(new byte[] {1, 2, 3});

    sizes.expect(3);
  }

  @Test
  default void leaveOfALostMemberIsReceived() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(ann, "room");
    join(bob, "room");
    String id = bob.id();
    ann.presence.expect(PresenceEvent.join("room", id, "absent"));

    bob.client.close();

    ann.presence.expect(PresenceEvent.leave("room", id, "absent"));
  }

  @Test
  default void channelsWithOddNamesWork() {
    RecordingClient ann = connect();
    for (String channel :
        new String[] {"dotted.one", "with space", "ümlaut \uD83D\uDE00", "\"q\""}) {
      ann.rt.join(channel);
      ann.presence.expect(PresenceEvent.join(channel, ann.id(), "absent"));
    }
  }
}
