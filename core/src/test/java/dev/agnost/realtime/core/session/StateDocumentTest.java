package dev.agnost.realtime.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/states.md} equal to the table that drives the machine. Run with {@code
 * -Dstates.write=true} to write the page anew.
 */
final class StateDocumentTest {

  private static final Path PAGE = Path.of("..", "docs", "states.md");
  private static final Path README = Path.of("..", "README.md");

  private static final String INTRODUCTION =
      """
    # States of a connection

    Generated from `TransitionTable` in `core`; a test compares the two.

    What an application sees:

    DIAGRAM
    An application sees six states; the machine has eight phases. `CONNECTING`, `HANDSHAKING` and
    `AUTHENTICATING` are the stages of one attempt and are all seen as CONNECTING; `CLOSING` and
    `RELEASED` are seen as CLOSED; `DISCONNECTED` is seen as IDLE, CLOSED or FAILED.

    In each cell: where the input leads, then what is done, in order. *retry* leads to WAITING, or to
    DISCONNECTED (FAILED) when the policy stops. *refresh or retry* asks the supplier for another
    session token once for each attempt. *ended* leads to DISCONNECTED (CLOSED), or to RELEASED when
    the client was closed. *ignored* is deliberate; *stale* is a signal that came too late or out of
    turn and is counted.

    """;

  @Test
  void theDocumentedTableIsTheOneThatDrivesTheMachine() throws IOException {
    String generated = page(new TransitionTable());
    if (Boolean.getBoolean("states.write")) {
      Files.writeString(PAGE, generated);
    }

    assertThat(Files.readString(PAGE)).isEqualTo(generated);
  }

  @Test
  void readmeHasTheDiagramOfThePage() throws IOException {
    assertThat(Files.readString(README)).contains(diagram(new TransitionTable()));
  }

  private static String page(TransitionTable table) {
    return INTRODUCTION.replace("DIAGRAM", diagram(table))
        + Stream.of(Phase.values())
            .map(phase -> section(table, phase))
            .collect(Collectors.joining("\n"));
  }

  /** The states that an application sees, as a picture. */
  private static String diagram(TransitionTable table) {
    Set<String> edges = new LinkedHashSet<>();
    for (Phase phase : Phase.values()) {
      for (Input input : Input.values()) {
        Transition transition = table.find(phase, input);
        for (String from : seen(phase)) {
          for (String to : goals(transition)) {
            if (!from.equals(to)) {
              edges.add("  " + from + " --> " + to + ": " + label(input, from, to));
            }
          }
        }
      }
    }
    return "```mermaid\nstateDiagram-v2\n  [*] --> IDLE\n" + String.join("\n", edges) + "\n```\n";
  }

  private static List<String> seen(Phase phase) {
    return switch (phase) {
      case DISCONNECTED -> Stream.of(DisconnectedCause.values()).map(Enum::name).toList();
      case CONNECTING, HANDSHAKING, AUTHENTICATING -> List.of("CONNECTING");
      case CONNECTED, WAITING -> List.of(phase.name());
      case CLOSING, RELEASED -> List.of("CLOSED");
    };
  }

  private static List<String> goals(Transition transition) {
    return switch (transition.target()) {
      case STAY, IGNORE, STALE -> List.of();
      case PHASE ->
          transition.phase() == Phase.DISCONNECTED
              ? List.of(transition.rest().name())
              : seen(transition.phase());
      case RETRY, REFRESH_OR_RETRY -> List.of("WAITING", "FAILED");
      case ENDED -> List.of("CLOSED");
    };
  }

  private static String label(Input input, String from, String to) {
    return switch (input) {
      case USER_OPEN -> "open()";
      case USER_CLOSE, CLIENT_CLOSE -> "close()";
      case RETRY_DUE -> "the wait is over";
      default ->
          switch (to) {
            case "CONNECTED" -> "CONNECT reply";
            case "FAILED" -> "no retry";
            default -> from.equals("CONNECTED") ? "lost" : "attempt failed";
          };
    };
  }

  private static String section(TransitionTable table, Phase phase) {
    String timers =
        Stream.of(TimerKind.values())
            .filter(phase::has)
            .map(Enum::name)
            .collect(Collectors.joining(", "));
    return "## "
        + phase
        + "\n\nTimers: "
        + (timers.isEmpty() ? "none" : timers)
        + ". Messages sent: "
        + sending(phase)
        + "\n\n| input | leads to | does |\n|---|---|---|\n"
        + Stream.of(Input.values())
            .map(input -> row(input, table.find(phase, input)))
            .collect(Collectors.joining());
  }

  private static String sending(Phase phase) {
    Map<Sending, String> words =
        Map.of(Sending.WRITE, "written", Sending.QUEUE, "queued", Sending.REFUSE, "refused");
    return phase == Phase.DISCONNECTED
        ? Stream.of(DisconnectedCause.values())
            .map(cause -> words.get(sending(phase, cause)) + " when " + cause)
            .collect(Collectors.joining(", "))
        : words.get(sending(phase, DisconnectedCause.CLOSED)) + "";
  }

  private static Sending sending(Phase phase, DisconnectedCause cause) {
    return new Context(phase, cause, 1, false, false).sending();
  }

  private static String row(Input input, Transition transition) {
    String goal =
        switch (transition.target()) {
          case STAY -> "=";
          case PHASE ->
              transition.phase() == Phase.DISCONNECTED
                  ? "DISCONNECTED (" + transition.rest() + ")"
                  : transition.phase().name();
          case RETRY -> "*retry*";
          case REFRESH_OR_RETRY -> "*refresh or retry*";
          case ENDED -> "*ended*";
          case IGNORE -> "*ignored*";
          case STALE -> "*stale*";
        };
    boolean quiet = transition.target() == Transition.Target.STALE;
    String effects =
        quiet
            ? ""
            : transition.effects().stream()
                .map(effect -> effect.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
    return "| " + input + " | " + goal + " | " + effects + " |\n";
  }
}
