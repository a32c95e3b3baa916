package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.agnost.realtime.Member;
import dev.agnost.realtime.MembersException;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** {@code getMembers}, over REST. */
interface MembersScenarios extends ScenarioContext {

  @Test
  default void membersHaveIdAndProfile() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    ann.rt.updateProfile(Map.of("name", "ann"));
    join(ann, "room");
    join(bob, "room");

    List<Member> members = Timeouts.done("getMembers", bob.rt.getMembers("room"));

    assertEquals(2, members.size());
    for (Member member : members) {
      if (member.id().equals(ann.id())) {
        assertEquals("{\"name\":\"ann\"}", member.profile().asJson());
      } else {
        assertEquals(bob.id(), member.id());
        assertFalse(member.profile().isPresent(), "profile that was never set");
      }
    }
  }

  @Test
  default void emptyChannelHasNoMembers() {
    RecordingClient ann = connect();

    assertEquals(List.of(), Timeouts.done("getMembers", ann.rt.getMembers("empty")));
  }

  @Test
  default void membersAreAskedForWithoutAConnection() {
    RecordingClient ann = connect();
    join(ann, "room");
    RecordingClient bob = idle();

    assertEquals(1, Timeouts.done("getMembers", bob.rt.getMembers("room")).size());
    bob.states.expectSilence();
  }

  @Test
  default void errorOfTheServerHasStatusAndCode() {
    server().define(Environment.open(env(), "another-key"));
    RecordingClient ann = idle();

    MembersException thrown =
        Timeouts.failed("getMembers", MembersException.class, ann.rt.getMembers("room"));

    assertEquals("AGN-501", thrown.code());
    assertEquals(OptionalInt.of(401), thrown.status());
    assertEquals("invalid_api_key", thrown.items().get(0).code());
  }

  @Test
  default void answerThatIsNotJsonIsAnError() {
    RecordingClient ann = watch(builder(server(), "unheard-of").autoConnect(false));

    MembersException thrown =
        Timeouts.failed("getMembers", MembersException.class, ann.rt.getMembers("room"));

    assertEquals(OptionalInt.of(404), thrown.status());
  }

  @Test
  default void unreachableServerIsAnError() {
    server().stop();
    RecordingClient ann = idle();

    MembersException thrown =
        Timeouts.failed("getMembers", MembersException.class, ann.rt.getMembers("room"));

    assertEquals("AGN-502", thrown.code());
    assertEquals(OptionalInt.empty(), thrown.status());
  }
}
