package dev.agnost.realtime.core.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every sequence of inputs, of any length: breadth first from the beginning over the real machine,
 * until no new state comes. What must hold of each step is checked at each edge.
 *
 * <p>Of the generation a state keeps nothing, since no step reads it; that it grows by one with
 * each {@code OPEN} and never otherwise is checked at the edge.
 */
final class ExplorationTest {

  private static final Verdict RETRY = Verdict.retryAfter(Duration.ofSeconds(1));
  private static final Set<Effect> WRITES =
      EnumSet.of(Effect.RESTORE, Effect.FLUSH, Effect.DELIVER);
  private static final Set<Effect> LEAVES =
      EnumSet.of(Effect.CLOSE_TRANSPORT, Effect.CLOSE_BROKEN, Effect.ABORT);

  private final SessionMachine machine = new SessionMachine(new TransitionTable());
  private final Set<State> seen = new HashSet<>();
  private final Deque<State> next = new ArrayDeque<>();
  private final List<String> broken = new ArrayList<>();
  private int edges;

  /**
   * What can make a difference later.
   *
   * @param told whether onConnect was told and onDisconnect was not
   * @param link whether a connection or attempt of the present generation was not yet left
   */
  private record State(Context context, boolean told, boolean link) {}

  /** One step as the shell would ask for it. */
  private record Edge(State from, Input input, boolean refreshable, @Nullable Verdict verdict) {}

  @Test
  void noSequenceOfInputsBreaksAnInvariantOfTheMachine() {
    visit(new State(Context.INITIAL, false, false));
    while (!next.isEmpty()) { // ends: contexts without generations are finite
      State from = next.remove();
      for (Input input : Input.values()) {
        explore(from, input);
      }
    }

    System.out.printf(
        Locale.ROOT, "exploration: %d states, %d edges, closed%n", seen.size(), edges);
    assertThat(broken).isEmpty();
    assertThat(seen.stream().map(state -> state.context().phase()).distinct())
        .containsExactlyInAnyOrder(Phase.values());
    assertThat(next).isEmpty();
  }

  private void explore(State from, Input input) {
    for (boolean refreshable : new boolean[] {false, true}) {
      if (machine.asksPolicy(from.context(), input, refreshable)) {
        follow(new Edge(from, input, refreshable, RETRY));
        follow(new Edge(from, input, refreshable, Verdict.STOP));
      } else {
        follow(new Edge(from, input, refreshable, null));
      }
    }
  }

  private void follow(Edge edge) {
    edges++;
    State from = edge.from();
    Step step = machine.step(from.context(), edge.input(), edge.refreshable(), edge.verdict());
    List<Effect> effects = step.effects();
    Context after = step.context();
    boolean told = told(edge, effects);
    boolean link = from.link();
    if (effects.stream().anyMatch(LEAVES::contains)
        || edge.input() == Input.TRANSPORT_CLOSED
        || edge.input() == Input.TRANSPORT_FAILED) {
      link = false;
    }
    if (effects.contains(Effect.OPEN)) {
      rule(edge, !link, "I05: opens while another connection stands");
      link = true;
    }
    checkPhases(edge, after, effects);
    checkEffects(edge, after, effects);
    boolean stands = after.phase().attempting() || after.phase() == Phase.CONNECTED;
    rule(edge, stands || after.phase() == Phase.CLOSING || !link, "I09: a connection is left");
    rule(edge, told == (after.phase() == Phase.CONNECTED), "I01: told " + told + " in " + after);
    Context timeless =
        new Context(after.phase(), after.rest(), 0, after.finalClose(), after.refreshed());
    visit(new State(timeless, told, link));
  }

  private boolean told(Edge edge, List<Effect> effects) {
    boolean told = edge.from().told();
    for (Effect effect : effects) {
      if (effect == Effect.TELL_CONNECTED) {
        rule(edge, !told, "I01: connected twice");
        told = true;
      } else if (effect == Effect.TELL_DISCONNECTED) {
        rule(edge, told, "I01: disconnected without connect");
        told = false;
      }
    }
    return told;
  }

  private void checkPhases(Edge edge, Context after, List<Effect> effects) {
    Context before = edge.from().context();
    boolean opens = effects.contains(Effect.OPEN);
    rule(
        edge,
        after.generation() == before.generation() + (opens ? 1 : 0),
        "I05: one generation for each OPEN");
    rule(edge, !opens || after.phase() == Phase.CONNECTING, "I04: OPEN leads to CONNECTING");
    if (before.phase() == Phase.RELEASED) {
      rule(edge, after.equals(before), "I04: RELEASED is final");
    }
    boolean rests = before.phase() == Phase.DISCONNECTED || before.phase() == Phase.CLOSING;
    if (rests && edge.input() != Input.USER_OPEN) {
      rule(edge, !opens, "I08, I12: only open() leaves a closed or refused session");
      rule(
          edge,
          after.phase() == before.phase()
              || after.phase() == Phase.DISCONNECTED
              || after.phase() == Phase.RELEASED,
          "I04: a closed session stays closed");
    }
    boolean attempts = before.phase().attempting() || before.phase() == Phase.CONNECTED;
    if (attempts && edge.input() == Input.USER_OPEN) {
      rule(edge, after.equals(before) && effects.isEmpty(), "I07: open() starts nothing");
    }
    if (before.finalClose()) {
      rule(edge, after.finalClose() && !opens, "I08: a client that was closed stays closed");
    }
    if (edge.input() == Input.USER_CLOSE || edge.input() == Input.CLIENT_CLOSE) {
      boolean live = after.phase().attempting() || after.phase() == Phase.WAITING;
      rule(edge, !live && after.phase() != Phase.CONNECTED, "I09: close() ends it");
    }
  }

  private void checkEffects(Edge edge, Context after, List<Effect> effects) {
    Phase before = edge.from().context().phase();
    boolean flows = before == Phase.CONNECTED || after.phase() == Phase.CONNECTED;
    rule(edge, flows || effects.stream().noneMatch(WRITES::contains), "no send outside CONNECTED");
    rule(edge, EnumSet.copyOf(nonEmpty(effects)).size() == Math.max(1, effects.size()), "twice");
    boolean pongs = before == Phase.AUTHENTICATING || before == Phase.CONNECTED;
    rule(edge, pongs || !effects.contains(Effect.SEND_PONG), "a pong outside of a session");
    boolean over = after.phase() == Phase.DISCONNECTED && before != Phase.DISCONNECTED;
    if (over && before != Phase.CLOSING) {
      rule(edge, effects.contains(Effect.FAIL_QUEUE), "I29: what waits must have a fate");
    }
    boolean released = after.phase() == Phase.RELEASED && before != Phase.RELEASED;
    rule(edge, released == effects.contains(Effect.RELEASE), "I56: RELEASE exactly once");
    boolean failed =
        before.attempting()
            && (after.phase() == Phase.WAITING
                || (after.rest() == DisconnectedCause.FAILED && over));
    rule(edge, failed == effects.contains(Effect.TELL_ERROR), "I13: one outcome for an attempt");
    int at = effects.indexOf(Effect.TELL_CONNECTED);
    if (at >= 0) {
      rule(edge, effects.indexOf(Effect.RESTORE) < at, "I54: joins before listeners hear");
      rule(edge, effects.indexOf(Effect.FLUSH) > at, "I36: what waits after onConnect");
    }
    for (TimerKind kind : TimerKind.values()) {
      boolean rests = after.phase() == Phase.DISCONNECTED || after.phase() == Phase.RELEASED;
      rule(edge, !rests || !after.phase().has(kind), "I27: a timer in " + after.phase());
      boolean own = before.has(kind);
      if (edge.input().name().equals(kind == TimerKind.RETRY ? "RETRY_DUE" : kind.name()) && !own) {
        rule(edge, after.equals(edge.from().context()), "I06: a timer of another phase moves it");
      }
    }
  }

  private static List<Effect> nonEmpty(List<Effect> effects) {
    return effects.isEmpty() ? List.of(Effect.COUNT_STALE) : effects;
  }

  private void rule(Edge edge, boolean holds, String what) {
    if (!holds) {
      broken.add(what + ": " + edge);
    }
  }

  private void visit(State state) {
    if (seen.add(state)) {
      next.add(state);
    }
  }
}
