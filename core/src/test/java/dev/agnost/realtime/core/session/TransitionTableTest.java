package dev.agnost.realtime.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** All 8 x 18 pairs. */
class TransitionTableTest {

  /**
   * The whole behaviour, one cell for each pair. {@code =} stays, {@code .} is deliberately
   * ignored, a letter is a phase, {@code W/D} is decided by the policy, {@code A/W/D} by a new
   * session token first, {@code D/Z} by whether the client was closed; then what is done.
   */
  private static final String GOLDEN =
      """
      input                 | D             | C                  | H                  | A                  | K             | W            | X            | Z
      UserOpen              | C open        | .                  | .                  | .                  | .             | C open       | C abort open | = reject
      UserClose             | D drop        | D abort drop       | D abort drop       | D abort drop       | X bye         | D drop       | .            | .
      ClientClose           | Z drop release| Z abort drop release| Z abort drop release| Z abort drop release| X bye       | Z drop release| =           | .
      TransportOpened       | stale         | H demand           | stale              | stale              | stale         | stale        | stale        | stale
      EngineOpened          | stale         | stale              | A auth             | W/D violate tell   | W/D violate tell | stale     | .            | stale
      EnginePing            | stale         | stale              | W/D violate tell   | = pong             | = pong        | stale        | .            | stale
      EngineClosed          | stale         | stale              | W/D leave tell     | W/D leave tell     | W/D leave tell | stale       | .            | stale
      NamespaceConnected    | stale         | stale              | W/D violate tell   | K welcome          | W/D violate tell | stale     | .            | stale
      NamespaceRefused      | stale         | stale              | W/D violate tell   | A/W/D leave tell   | W/D violate tell | stale     | .            | stale
      NamespaceDisconnected | stale         | stale              | W/D violate tell   | W/D leave tell     | W/D leave tell | stale       | .            | stale
      PacketReceived        | stale         | stale              | W/D violate tell   | = keep             | = deliver     | stale        | .            | stale
      TransportClosed       | stale         | W/D tell           | W/D tell           | W/D tell           | W/D tell      | stale        | D/Z          | stale
      TransportFailed       | stale         | W/D abort tell     | W/D abort tell     | W/D abort tell     | W/D abort tell | stale       | D/Z          | stale
      Violation             | stale         | stale              | W/D violate tell   | W/D violate tell   | W/D violate tell | stale     | .            | stale
      ConnectDeadline       | stale         | W/D abort tell     | W/D abort tell     | W/D abort tell     | stale         | stale        | stale        | stale
      HeartbeatMissed       | stale         | stale              | stale              | W/D abort tell     | W/D abort tell | stale       | stale        | stale
      RetryDue              | stale         | stale              | stale              | stale              | stale         | C attempt open | stale      | stale
      CloseDeadline         | stale         | stale              | stale              | stale              | stale         | stale        | D/Z abort    | stale
      """;

  private static final Map<String, Phase> LETTERS =
      Map.of(
          "D", Phase.DISCONNECTED,
          "C", Phase.CONNECTING,
          "H", Phase.HANDSHAKING,
          "A", Phase.AUTHENTICATING,
          "K", Phase.CONNECTED,
          "W", Phase.WAITING,
          "X", Phase.CLOSING,
          "Z", Phase.RELEASED);

  private final TransitionTable table = new TransitionTable();

  @Test
  void everyPairDoesWhatTheTableOfTheDesignSays() {
    List<String> differences = new ArrayList<>();
    int pairs = 0;

    for (Map.Entry<Input, Map<Phase, String>> row : golden().entrySet()) {
      for (Map.Entry<Phase, String> cell : row.getValue().entrySet()) {
        pairs++;
        String actual = describe(cell.getKey(), table.find(cell.getKey(), row.getKey()));
        String expected = spelledOut(cell.getKey(), cell.getValue());
        if (!actual.equals(expected)) {
          differences.add(
              cell.getKey() + " " + row.getKey() + ": " + actual + " and not " + expected);
        }
      }
    }

    assertThat(differences).isEmpty();
    assertThat(pairs).isEqualTo(8 * 18);
  }

  @Test
  void aMessageIsWrittenQueuedOrRefusedByThePhase() {
    Map<Phase, Sending> expected =
        Map.of(
            Phase.CONNECTING, Sending.QUEUE,
            Phase.HANDSHAKING, Sending.QUEUE,
            Phase.AUTHENTICATING, Sending.QUEUE,
            Phase.CONNECTED, Sending.WRITE,
            Phase.WAITING, Sending.QUEUE,
            Phase.CLOSING, Sending.REFUSE,
            Phase.RELEASED, Sending.REFUSE);

    expected.forEach(
        (phase, sending) ->
            assertThat(sending(phase, DisconnectedCause.CLOSED))
                .as(phase.name())
                .isEqualTo(sending));
    assertThat(sending(Phase.DISCONNECTED, DisconnectedCause.IDLE)).isEqualTo(Sending.QUEUE);
    assertThat(sending(Phase.DISCONNECTED, DisconnectedCause.CLOSED)).isEqualTo(Sending.REFUSE);
    assertThat(sending(Phase.DISCONNECTED, DisconnectedCause.FAILED)).isEqualTo(Sending.REFUSE);
  }

  private static Sending sending(Phase phase, DisconnectedCause cause) {
    return new Context(phase, cause, 1, false, false).sending();
  }

  @Test
  void everyPhaseCanBeReachedFromTheFirst() {
    Set<Phase> reached = EnumSet.of(Context.INITIAL.phase());
    boolean grew = true;
    while (grew) {
      Set<Phase> next = EnumSet.copyOf(reached);
      reached.forEach(phase -> next.addAll(successors(phase)));
      grew = reached.addAll(next);
    }

    assertThat(reached).containsExactlyInAnyOrder(Phase.values());
  }

  @Test
  void everyPhaseButTheLastCanBeLeft() {
    for (Phase phase : Phase.values()) {
      Set<Phase> elsewhere = successors(phase);
      elsewhere.remove(phase);
      assertThat(elsewhere.isEmpty()).as(phase.name()).isEqualTo(phase == Phase.RELEASED);
    }
  }

  @Test
  void theTimersOfAPhaseAreThoseOfTheDesign() {
    assertThat(timers(Phase.DISCONNECTED)).isEmpty();
    assertThat(timers(Phase.CONNECTING)).containsExactly(TimerKind.CONNECT_DEADLINE);
    assertThat(timers(Phase.HANDSHAKING)).containsExactly(TimerKind.CONNECT_DEADLINE);
    assertThat(timers(Phase.AUTHENTICATING))
        .containsExactly(TimerKind.CONNECT_DEADLINE, TimerKind.HEARTBEAT);
    assertThat(timers(Phase.CONNECTED)).containsExactly(TimerKind.HEARTBEAT);
    assertThat(timers(Phase.WAITING)).containsExactly(TimerKind.RETRY);
    assertThat(timers(Phase.CLOSING)).containsExactly(TimerKind.CLOSE_DEADLINE);
    assertThat(timers(Phase.RELEASED)).isEmpty();
  }

  @Test
  void aTimerMattersExactlyInThePhasesThatListIt() {
    Map<TimerKind, Input> fired =
        Map.of(
            TimerKind.CONNECT_DEADLINE, Input.CONNECT_DEADLINE,
            TimerKind.HEARTBEAT, Input.HEARTBEAT_MISSED,
            TimerKind.RETRY, Input.RETRY_DUE,
            TimerKind.CLOSE_DEADLINE, Input.CLOSE_DEADLINE);

    for (Phase phase : Phase.values()) {
      fired.forEach(
          (timer, input) ->
              assertThat(table.find(phase, input).target() != Transition.Target.STALE)
                  .as("%s in %s", timer, phase)
                  .isEqualTo(phase.has(timer)));
    }
  }

  @Test
  void aPhaseThatWaitsForTheNetworkOrThePeerHasATimer() {
    for (Phase phase : Phase.values()) {
      boolean rests = phase == Phase.DISCONNECTED || phase == Phase.RELEASED;
      assertThat(timers(phase).isEmpty()).as(phase.name()).isEqualTo(rests);
    }
  }

  private static List<TimerKind> timers(Phase phase) {
    return Arrays.stream(TimerKind.values()).filter(phase::has).toList();
  }

  private Set<Phase> successors(Phase phase) {
    Set<Phase> next = EnumSet.noneOf(Phase.class);
    for (Input input : Input.values()) {
      Transition transition = table.find(phase, input);
      switch (transition.target()) {
        case STAY, IGNORE, STALE -> next.add(phase);
        case PHASE -> next.add(transition.phase());
        case RETRY, REFRESH_OR_RETRY -> next.addAll(List.of(Phase.WAITING, Phase.DISCONNECTED));
        case ENDED -> next.addAll(List.of(Phase.DISCONNECTED, Phase.RELEASED));
      }
    }
    return next;
  }

  // ------------------------------------------------------------------------- reading the table

  private static Map<Input, Map<Phase, String>> golden() {
    List<String[]> lines = GOLDEN.lines().map(line -> line.split("\\|", -1)).toList();
    String[] header = lines.get(0);
    Map<Input, Map<Phase, String>> rows = new EnumMap<>(Input.class);
    for (String[] line : lines.subList(1, lines.size())) {
      Map<Phase, String> row = new EnumMap<>(Phase.class);
      for (int column = 1; column < line.length; column++) {
        row.put(phase(header[column].strip()), line[column].strip());
      }
      String name = line[0].strip().replaceAll("(?<=.)(?=[A-Z])", "_");
      rows.put(Input.valueOf(name.toUpperCase(Locale.ROOT)), row);
    }
    return rows;
  }

  private static Phase phase(String letter) {
    Phase phase = LETTERS.get(letter);
    if (phase == null) {
      throw new AssertionError("no phase " + letter);
    }
    return phase;
  }

  private static String describe(Phase phase, Transition transition) {
    String target =
        switch (transition.target()) {
          case STAY -> phase.name();
          case PHASE -> transition.phase().name();
          case RETRY -> "by policy";
          case REFRESH_OR_RETRY -> "by token, then policy";
          case ENDED -> "by final close";
          case IGNORE -> "ignored";
          case STALE -> "stale";
        };
    return target + " " + transition.effects();
  }

  private static String spelledOut(Phase phase, String cell) {
    String[] words = cell.split(" ");
    List<Effect> effects =
        Arrays.stream(words)
            .skip(1)
            .flatMap(word -> effects(word, phase).stream())
            .collect(Collectors.toCollection(ArrayList::new));
    String target =
        switch (words[0]) {
          case "=" -> phase.name();
          case "." -> "ignored";
          case "W/D" -> "by policy";
          case "A/W/D" -> "by token, then policy";
          case "D/Z" -> "by final close";
          case "stale" -> "stale";
          default -> phase(words[0]).name();
        };
    if (target.equals("stale")) {
      effects.add(Effect.COUNT_STALE);
    }
    return target + " " + effects;
  }

  private static List<Effect> effects(String word, Phase phase) {
    Effect tell = phase == Phase.CONNECTED ? Effect.TELL_DISCONNECTED : Effect.TELL_ERROR;
    return switch (word) {
      case "abort" -> List.of(Effect.ABORT);
      case "attempt" -> List.of(Effect.TELL_ATTEMPT);
      case "auth" -> List.of(Effect.SEND_AUTH);
      case "bye" -> List.of(Effect.SEND_BYE, Effect.TELL_DISCONNECTED, Effect.FAIL_QUEUE);
      case "deliver" -> List.of(Effect.DELIVER);
      case "demand" -> List.of(Effect.REQUEST_DEMAND);
      case "drop" -> List.of(Effect.FAIL_QUEUE);
      case "keep" -> List.of(Effect.KEEP_EARLY);
      case "leave" -> List.of(Effect.CLOSE_TRANSPORT);
      case "open" -> List.of(Effect.OPEN);
      case "pong" -> List.of(Effect.SEND_PONG);
      case "reject" -> List.of(Effect.REJECT);
      case "release" -> List.of(Effect.RELEASE);
      case "tell" -> List.of(tell);
      case "violate" -> List.of(Effect.CLOSE_BROKEN);
      case "welcome" ->
          List.of(Effect.RESTORE, Effect.TELL_CONNECTED, Effect.DELIVER_EARLY, Effect.FLUSH);
      default -> throw new AssertionError("no group " + word);
    };
  }
}
