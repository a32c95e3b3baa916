package dev.agnost.realtime.core.session;

import java.util.List;

/**
 * One cell of the table.
 *
 * @param target where it leads
 * @param phase the phase of {@link Target#PHASE}
 * @param rest the rest that goes with it, when it leads to DISCONNECTED
 * @param effects what to do, in order
 */
public record Transition(Target target, Phase phase, DisconnectedCause rest, List<Effect> effects) {

  /** Copies the list. */
  public Transition {
    effects = List.copyOf(effects);
  }

  /** Whether the shell must ask the policy before the step. */
  public boolean asksPolicy() {
    return target == Target.RETRY || target == Target.REFRESH_OR_RETRY;
  }

  /** Where a transition leads. */
  public enum Target {
    /** The same phase. */
    STAY,
    /** A certain phase. */
    PHASE,
    /** WAITING or, when the policy stops, DISCONNECTED as FAILED. */
    RETRY,
    /** The same phase once for each attempt, to ask for another token; else as RETRY. */
    REFRESH_OR_RETRY,
    /** DISCONNECTED as CLOSED, or RELEASED if the client was closed. */
    ENDED,
    /** Nothing: the input is deliberately ignored. */
    IGNORE,
    /** Nothing: the signal came too late, or out of turn, to matter; it is counted. */
    STALE
  }
}
