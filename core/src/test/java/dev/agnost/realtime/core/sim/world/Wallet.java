package dev.agnost.realtime.core.sim.world;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The credentials of one client's user: suppliers that are slow, fail, hang, and rotate. */
final class Wallet {

  private final World world;
  private final Port port;
  private final Choices.Stream choices;
  private final boolean hasToken;
  private final List<CompletableFuture<String>> hanging = new ArrayList<>();
  private int valid = 1; // the number of the token that the server accepts
  private int known = 1; // the number of the one that the user has

  Wallet(World world, Port port) {
    this.world = world;
    this.port = port;
    this.choices = port.choices("wallet");
    this.hasToken = world.weather().has(Fault.Stage.CREDENTIALS);
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

  /** The suppliers that hang answer at last. */
  void answersAtLast() {
    List.copyOf(hanging).forEach(later -> port.soon(0, () -> later.complete("token-" + known)));
    hanging.clear();
  }

  /** The supplier of the API key, which may block. */
  String apiKey() {
    if (world.weather().strikes(Fault.KEY_BLOCKS, choices, 20)) {
      world.schedule().hold(choices.below(30_000) * 1_000_000L);
    }
    return "key";
  }

  /** The supplier of the session token. */
  CompletionStage<String> token() {
    port.suppliersAsked();
    if (world.weather().strikes(Fault.TOKEN_FAILS, choices, 25)) {
      if (choices.chance(50)) {
        throw new IllegalStateException("simulated supplier");
      }
      return CompletableFuture.failedFuture(new IllegalStateException("simulated supplier"));
    }
    if (world.weather().strikes(Fault.TOKEN_STALE, choices, 30)) {
      port.goals().reached(Goal.TOKEN_ROTATED);
      valid++; // and the user finds out at the next question
      String stale = "token-" + known;
      known = valid;
      return CompletableFuture.completedFuture(stale);
    }
    known = valid;
    CompletableFuture<String> later = new CompletableFuture<>();
    if (world.weather().strikes(Fault.TOKEN_HANGS, choices, 10)) {
      hanging.add(later);
    } else if (world.weather().strikes(Fault.TOKEN_SLOW, choices, 50)) {
      long nanos = choices.below(30_000) * 1_000_000L;
      port.soon(nanos, () -> later.complete("token-" + known));
    } else {
      later.complete("token-" + known);
    }
    return later;
  }
}
