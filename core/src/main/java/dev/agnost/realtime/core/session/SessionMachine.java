package dev.agnost.realtime.core.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The pure step function of a session. Immutable; the same arguments give the same result.
 *
 * <p>A step first looks up the pair of phase and input in the table. Where the target depends on
 * the policy, the caller asks it before ({@link #asksPolicy}) and passes the verdict.
 */
public final class SessionMachine {

  private final TransitionTable table;

  /** A machine that follows this table. */
  public SessionMachine(TransitionTable table) {
    this.table = table;
  }

  /**
   * Whether a step needs a verdict of the policy.
   *
   * @param refreshable whether a refusal could pass with another session token
   */
  public boolean asksPolicy(Context context, Input input, boolean refreshable) {
    Transition transition = table.find(context.phase(), input);
    return transition.asksPolicy() && !refreshes(context, transition, refreshable);
  }

  /**
   * What comes of an input.
   *
   * @param refreshable whether a refusal could pass with another session token
   * @param verdict present exactly if {@link #asksPolicy} returns true
   * @throws IllegalArgumentException if a verdict is needed and missing
   */
  public Step step(Context context, Input input, boolean refreshable, @Nullable Verdict verdict) {
    if (input == Input.USER_OPEN && context.finalClose()) {
      return new Step(context, List.of(Effect.REJECT));
    }
    Transition transition = table.find(context.phase(), input);
    if (refreshes(context, transition, refreshable)) {
      return new Step(refreshed(context), List.of(Effect.REFRESH_AUTH));
    }
    Context next =
        switch (transition.target()) {
          case IGNORE, STALE -> context;
          case STAY -> input == Input.CLIENT_CLOSE ? closingForGood(context) : context;
          case PHASE -> moved(context, input, transition);
          case ENDED ->
              at(
                  context,
                  context.finalClose() ? Phase.RELEASED : Phase.DISCONNECTED,
                  DisconnectedCause.CLOSED);
          case RETRY, REFRESH_OR_RETRY -> lost(context, input, verdict);
        };
    return new Step(next, effectsOf(next, transition));
  }

  private static boolean refreshes(Context context, Transition transition, boolean refreshable) {
    return transition.target() == Transition.Target.REFRESH_OR_RETRY
        && refreshable
        && !context.refreshed();
  }

  private static Context moved(Context context, Input input, Transition transition) {
    Context next = at(context, transition.phase(), transition.rest());
    if (next.phase() == Phase.CONNECTING) { // a new attempt
      return new Context(next.phase(), next.rest(), next.generation() + 1, false, false);
    }
    return input == Input.CLIENT_CLOSE ? closingForGood(next) : next;
  }

  private static Context lost(Context context, Input input, @Nullable Verdict verdict) {
    if (verdict == null) {
      throw new IllegalArgumentException(
          "a verdict is needed for " + input + " in " + context.phase());
    }
    return verdict.retries()
        ? at(context, Phase.WAITING, context.rest())
        : at(context, Phase.DISCONNECTED, DisconnectedCause.FAILED);
  }

  /** Giving up fails the queue; the end of a final close releases the client. */
  private static List<Effect> effectsOf(Context after, Transition transition) {
    boolean gaveUp = transition.asksPolicy() && after.phase() == Phase.DISCONNECTED;
    boolean releasedAtLast =
        transition.target() == Transition.Target.ENDED && after.phase() == Phase.RELEASED;
    if (!gaveUp && !releasedAtLast) {
      return transition.effects();
    }
    Effect last = gaveUp ? Effect.FAIL_QUEUE : Effect.RELEASE;
    return append(transition.effects(), last);
  }

  private static List<Effect> append(List<Effect> effects, Effect last) {
    Effect[] all = effects.toArray(new Effect[effects.size() + 1]);
    all[effects.size()] = last;
    return List.of(all);
  }

  private static Context at(Context context, Phase phase, DisconnectedCause rest) {
    return new Context(
        phase, rest, context.generation(), context.finalClose(), context.refreshed());
  }

  private static Context closingForGood(Context context) {
    return new Context(
        context.phase(), context.rest(), context.generation(), true, context.refreshed());
  }

  private static Context refreshed(Context context) {
    return new Context(
        context.phase(), context.rest(), context.generation(), context.finalClose(), true);
  }
}
