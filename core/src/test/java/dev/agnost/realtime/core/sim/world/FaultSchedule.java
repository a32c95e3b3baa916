package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.util.List;

/** Injects faults into established connections and into the process of the client. */
final class FaultSchedule {

  private final World world;
  private final Choices.Stream choices;

  FaultSchedule(World world) {
    this.world = world;
    this.choices = world.choices().stream("trouble");
  }

  /** Begins to strike from time to time, until the weather clears. */
  void begin() {
    int seconds = world.profile().troubleSeconds();
    if (seconds > 0) {
      next(seconds);
    }
  }

  private void next(int seconds) {
    long wait = (1 + choices.below(2 * seconds * 1_000)) * 1_000_000L;
    world
        .schedule()
        .world(
            wait,
            () -> {
              if (!world.faultInjector().isOver()) {
                strike();
                next(seconds);
              }
            });
  }

  private void strike() {
    if (world.faultInjector().has(Fault.Stage.CLOCK) && choices.chance(30)) {
      freeze();
      return;
    }
    ClientHarness harness = world.harnesses().get(choices.below(world.harnesses().size()));
    List<SimConnection> live = harness.transport().live();
    if (live.isEmpty()) {
      return;
    }
    SimConnection connection = live.get(live.size() - 1);
    ServerSession session = connection.session();
    if (session == null || !session.isConnected() || !connection.isOpen()) {
      return;
    }
    Fault fault = world.faultInjector().standingFault(choices);
    if (fault != null) {
      befall(fault, connection, session);
    }
  }

  private void freeze() {
    if (world.schedule().frozenFor() > 0) {
      return; // or it would never come to an end
    }
    if (world.faultInjector().strikes(Fault.F105_SUSPEND, choices, 40)) {
      long seconds = 60L + choices.below(8 * 3_600);
      world.freezes(seconds * 1_000_000_000L);
    } else if (world.faultInjector().strikes(Fault.F105_PAUSE, choices, 80)) {
      world.freezes((100 + choices.below(60_000)) * 1_000_000L);
    }
  }

  private void befall(Fault fault, SimConnection connection, ServerSession session) {
    switch (fault) {
      case F10_RESET -> session.breaks();
      case F12_HALF_OPEN -> {
        connection.cutToServer();
        connection.cutToClient();
      }
      case F13_SILENT_TO_CLIENT -> connection.cutToClient();
      case F14_SILENT_TO_SERVER -> connection.cutToServer();
      case F15_PEER_STOPS_READING -> {
        world.coverage().reached(Goal.PEER_STOPPED_READING);
        connection.stall(1_000 + choices.below(30_000));
      }
      case F17_LATENCY -> connection.slowDown(1 + choices.below(5_000));
      case F44_BAD_FRAME -> session.fail(Kind.PROTOCOL);
      case F49_OVERSIZED -> session.fail(Kind.MESSAGE_TOO_LARGE);
      case F56_CLOSE_CODES ->
          session.close(
              choices.of(
                  CloseStatus.NO_STATUS,
                  status(1000),
                  status(1001),
                  status(1011),
                  status(1012),
                  status(1013),
                  status(4001)));
      case F60_CLOSE_UNANSWERED -> session.ignoreClose();
      case F64_SECOND_OPEN ->
          session.bad(
              "0{\"sid\":\"again\",\"pingInterval\":10000,\"pingTimeout\":30000}", "a second open");
      case F65_PINGS_STOP -> session.stopPings();
      case F66_PING_WITH_PAYLOAD -> session.send("2probe", "packet", "ping");
      case F67_UNKNOWN_TYPE ->
          session.bad(choices.of("9", "", "x", "49", "4", "47[]"), "an unknown type");
      case F68_ENGINE_CLOSE -> session.send("1", "packet", "engineClose");
      case F69_NOOPS -> repeat(50, () -> session.send("6", "packet", "noop"));
      case F74_SECOND_REPLY -> secondReply(session);
      case F80_KICK -> {
        world.coverage().reached(Goal.KICKED);
        session.send("41", "packet", "disconnect");
      }
      case F82_UNUSABLE_EVENTS -> unusable(session);
      case F83_ATTACHMENT_COUNT ->
          session.bad(
              choices.of(
                  "4511-[\"b\",{}]",
                  "45999999999999999999999999999999-[\"b\"]",
                  "45-1-[\"b\"]",
                  "451[\"b\",{}]"),
              "a bad count of attachments");
      case F84_OUT_OF_STEP -> outOfStep(session);
      case F85_PLACEHOLDERS -> placeholders(session);
      case F86_ATTACHMENTS_MISSING -> attachmentsMissing(session);
      case F87_UNKNOWN_ACK ->
          session.bad(
              choices.of("43[1]", "4399[]", "431234567890123456789012345678901234567890[]"),
              "an unknown acknowledgement",
              "skip",
              true);
      case F89_NOT_JSON ->
          session.bad(choices.of("42[\"a\",{]", "42[\"a\"]x", "42[\"a\",01]", "42"), "not JSON");
      case F90_OTHER_NAMESPACE ->
          session.bad(
              choices.of("42/other,[\"a\",{}]", "41/other,", "44/other,{}"),
              "another namespace",
              "skip",
              true);
      case F93_RESTART -> world.server().restart();
      case FLOOD_FROM_SERVER -> repeat(80, () -> say(session));
      default -> throw new AssertionError(fault);
    }
  }

  private void secondReply(ServerSession session) {
    if (choices.chance(50)) {
      session.bad("40{\"sid\":\"again\"}", "a second CONNECT reply");
    } else {
      session.bad("40/other,{\"sid\":\"other\"}", "another namespace", "skip", true);
    }
  }

  private void unusable(ServerSession session) {
    if (choices.chance(30)) {
      session.bad(choices.of("42[]", "42{}"), "not an event");
    } else {
      session.bad(
          choices.of("42[7,{}]", "42[null,{}]", "42[\"connect\",{}]", "42[\"disconnect\"]"),
          "an unusable name",
          "skip",
          true);
    }
  }

  private void outOfStep(ServerSession session) {
    if (choices.chance(50)) {
      session.badBinary(new byte[] {1});
    } else {
      session.owe("451-[\"b\",{\"a\":{\"_placeholder\":true,\"num\":0}}]", 1);
      session.event("say", "a", "{\"n\":" + world.server().nextEvent() + "}", null, List.of());
    }
  }

  private void attachmentsMissing(ServerSession session) {
    String header =
        "452-[\"b\",{\"a\":{\"_placeholder\":true,\"num\":0},\"b\":{\"_placeholder\":true,\"num\":1}}]";
    if (choices.chance(50)) {
      world.coverage().reached(Goal.ATTACHMENTS_WITHHELD);
      session.withhold(header, choices.chance(50));
    } else {
      session.owe(header, 2);
    }
  }

  private void placeholders(ServerSession session) {
    session.bad(
        choices.of(
            "451-[\"b\",{\"message\":{\"_placeholder\":true,\"num\":5}}]",
            "451-[\"b\",{\"message\":{\"_placeholder\":true,\"num\":0.5}}]"),
        "a bad placeholder");
    session.badBinary(new byte[] {1, 2});
  }

  private void say(ServerSession session) {
    session.message("say", "a", world.server().nextEvent());
  }

  private static void repeat(int times, Runnable work) {
    for (int i = 0; i < times; i++) {
      work.run();
    }
  }

  private static CloseStatus status(int code) {
    return CloseStatus.of(code);
  }
}
