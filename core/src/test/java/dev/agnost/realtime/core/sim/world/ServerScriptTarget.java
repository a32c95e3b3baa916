package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.protocol.ReferenceDecoder;
import dev.agnost.realtime.core.protocol.Spoken;
import dev.agnost.realtime.transport.CloseStatus;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fuzz target: the whole client, in a world whose server follows a script. The invariants must hold
 * whatever it says.
 */
public final class ServerScriptTarget {

  private static final long MILLI = 1_000_000L;
  private static final int MOST_STEPS = 60;

  private final World world;
  private final Set<ServerSession> owing = new HashSet<>();

  private ServerScriptTarget(World world) {
    this.world = world;
  }

  /**
   * The first byte is the seed of the application. Each line is a step: {@code ~} lets some seconds
   * pass, {@code !} breaks the connection, {@code =} closes it, {@code +} sends messages, {@code #}
   * sends binary; anything else is sent as text, but for events, of which the checker would have to
   * be told more.
   */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    String script = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);

    Outcome outcome =
        Simulation.run(
            Profile.CALM,
            input[0],
            Edits.NONE.chaos(60_000),
            world -> new ServerScriptTarget(world).begin(List.of(script.split("\n", MOST_STEPS))));

    if (!outcome.isWell()) {
      throw new AssertionError(outcome.breaches() + "\n" + outcome.trace().print());
    }
  }

  private void begin(List<String> steps) {
    long at = 2_000 * MILLI;
    for (String step : steps) {
      at += (step.startsWith("~") ? 100 * (step.hashCode() & 0xff) : 20) * MILLI;
      world.schedule().world(at, () -> take(step));
    }
  }

  private void take(String step) {
    List<SimConnection> live = world.harnesses().get(0).transport().live();
    ServerSession session = live.isEmpty() ? null : live.get(live.size() - 1).session();
    if (world.faultInjector().isOver() || session == null || !session.isConnected()) {
      return;
    }
    switch (step.isEmpty() ? ' ' : step.charAt(0)) {
      case '~' -> {}
      case '!' -> session.breaks();
      case '=' -> session.close(CloseStatus.of(3_000 + (step.hashCode() & 0x3ff)));
      case '+' -> step.chars().forEach(c -> say(session));
      case '#' -> session.badBinary(step.getBytes(StandardCharsets.UTF_8));
      default -> text(session, step);
    }
  }

  private void say(ServerSession session) {
    session.message("say", "a", world.server().nextEvent());
  }

  private void text(ServerSession session, String text) {
    if (owing.contains(session)) {
      if (text.startsWith("4")) {
        session.bad(text, "text where an attachment is due");
      }
      return;
    }
    ReferenceDecoder reference = new ReferenceDecoder();
    Spoken spoken = reference.text(text.getBytes(StandardCharsets.UTF_8));
    switch (spoken.kind()) {
      case "EnginePing" -> session.send(text, "packet", "ping");
      case "EngineClose" -> session.send(text, "packet", "engineClose");
      case "EngineNoop" -> session.send(text, "packet", "noop");
      case "Disconnected" -> session.send(text, "packet", "disconnect");
      case "Ignored", "Unusable" -> session.bad(text, spoken.kind(), "skip", true);
      case "Partial" -> {
        owing.add(session);
        session.owe(text, reference.missing());
      }
      case "Event" -> {}
      default -> session.bad(text, spoken.kind());
    }
  }
}
