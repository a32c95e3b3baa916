package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.transport.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The credentials of one client's user: suppliers that are slow, fail, hang, and rotate. */
final class SimulatedCredentials {

  private final World world;
  private final ClientHarness harness;
  private final Choices.Stream choices;
  private final boolean hasToken;
  private final List<Runnable> hanging = new ArrayList<>();
  private long questions;
  private int valid = 1; // the number of the token that the server accepts
  private int known = 1; // the number of the one that the user has

  SimulatedCredentials(World world, ClientHarness harness) {
    this.world = world;
    this.harness = harness;
    this.choices = harness.choices("wallet");
    this.hasToken = world.faultInjector().has(Fault.Stage.CREDENTIALS);
  }

  /** The number of a token, null if it is none. */
  static @Nullable Integer number(@Nullable Object token) {
    return token instanceof String text && text.startsWith("token-")
        ? Integer.valueOf(text.substring("token-".length()))
        : null;
  }

  boolean hasToken() {
    return hasToken;
  }

  /** What the server thinks of the token in CONNECT. */
  boolean accepts(@Nullable Object token) {
    return !hasToken || ("token-" + valid).equals(token);
  }

  /** The supplier of the API key, which may block. */
  String apiKey() {
    long question = asked("apiKey");
    if (world.faultInjector().strikes(Fault.KEY_BLOCKS, choices, 20)) {
      world.schedule().hold(choices.below(30_000) * 1_000_000L);
    }
    answered(question, "ok", null);
    return "key";
  }

  /** The supplier of the session token. */
  CompletionStage<String> token() {
    long question = asked("session");
    if (world.faultInjector().strikes(Fault.TOKEN_FAILS, choices, 25)) {
      answered(question, "failed", null);
      if (choices.chance(50)) {
        throw new IllegalStateException("simulated supplier");
      }
      return CompletableFuture.failedFuture(new IllegalStateException("simulated supplier"));
    }
    if (world.faultInjector().strikes(Fault.TOKEN_STALE, choices, 30)) {
      harness.goals().reached(Goal.TOKEN_ROTATED);
      int stale = known;
      known = ++valid; // which the user finds out at the next question
      answered(question, "ok", stale);
      return CompletableFuture.completedFuture("token-" + stale);
    }
    CompletableFuture<String> later = new CompletableFuture<>();
    Runnable answer =
        () -> {
          if (!later.isDone()) {
            answered(question, "ok", known);
            later.complete("token-" + known);
          }
        };
    if (world.faultInjector().strikes(Fault.TOKEN_HANGS, choices, 10)) {
      hanging.add(answer);
    } else if (world.faultInjector().strikes(Fault.TOKEN_SLOW, choices, 50)) {
      hanging.add(answer); // the healing may come first
      harness.soon(choices.below(30_000) * 1_000_000L, answer);
    } else {
      answer.run();
    }
    return later;
  }

  /** The suppliers that hang or are slow answer at last. */
  void answersAtLast() {
    List.copyOf(hanging).forEach(answer -> harness.soon(0, answer));
    hanging.clear();
  }

  /** Headers are there at once. */
  List<Header> headers() {
    answered(asked("headers"), "ok", null);
    return List.of();
  }

  private long asked(String what) {
    long question = ++questions;
    harness.record().application(Kind.ASK, "id", question, "what", what);
    return question;
  }

  private void answered(long question, String outcome, @Nullable Integer token) {
    harness.record().application(Kind.ANSWER, "id", question, "outcome", outcome, "session", token);
  }
}
