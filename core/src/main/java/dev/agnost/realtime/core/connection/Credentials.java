package dev.agnost.realtime.core.connection;

import dev.agnost.realtime.core.protocol.SafeText;
import dev.agnost.realtime.transport.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the user's suppliers for API key, session token and headers, before each attempt, on an
 * executor where they may block. One question at a time: while a supplier hangs, no second thread
 * is spent on it.
 *
 * @param apiKey never null
 * @param sessionToken null if there is none at all
 * @param sessionTokenIsConstant whether asking again could not bring another one
 * @param headers of the upgrade request
 * @param headersAreConstant whether asking again could not bring others
 * @param executor where suppliers run; null for that of the caller of {@link #ask}
 */
public record Credentials(
    Supplier<String> apiKey,
    @Nullable Supplier<? extends CompletionStage<? extends @Nullable String>> sessionToken,
    boolean sessionTokenIsConstant,
    Supplier<List<Header>> headers,
    boolean headersAreConstant,
    @Nullable Executor executor) {

  /** Suppliers that run on the executor of the caller of {@link #ask}. */
  public Credentials(
      Supplier<String> apiKey,
      @Nullable Supplier<? extends CompletionStage<? extends @Nullable String>> sessionToken,
      boolean sessionTokenIsConstant,
      Supplier<List<Header>> headers,
      boolean headersAreConstant) {
    this(apiKey, sessionToken, sessionTokenIsConstant, headers, headersAreConstant, null);
  }

  /** Whether a rejected session token is worth another question. */
  public boolean canRefresh() {
    return sessionToken != null && !sessionTokenIsConstant;
  }

  /** Asks everything anew. The result fails with {@link Refusal} only. */
  public CompletableFuture<Granted> ask(Executor workers) {
    Executor on = executor != null ? executor : workers;
    return CompletableFuture.supplyAsync(this::apiKeyAndHeaders, on)
        .thenComposeAsync(granted -> askToken().thenApply(granted::withToken), on);
  }

  private Granted apiKeyAndHeaders() {
    String key = guarded("the API key supplier", apiKey);
    if (key == null || key.isBlank()) {
      throw new Refusal("the API key supplier", "returned no key");
    }
    List<Header> fields = guarded("the headers supplier", () -> checked(headers.get()));
    return new Granted(key, null, fields == null ? List.of() : fields);
  }

  private static List<Header> checked(@Nullable List<Header> fields) {
    if (fields == null) {
      throw new Refusal("the headers supplier", "returned null instead of an empty list");
    }
    List<Header> copy = new ArrayList<>(fields);
    for (@Nullable Header field : copy) {
      if (field == null) {
        throw new Refusal("the headers supplier", "returned a list with null in it");
      }
      if (field.isReserved()) {
        throw new Refusal(
            "the headers supplier",
            "returned " + field.name() + ", which only the handshake may write");
      }
    }
    return copy;
  }

  private CompletionStage<@Nullable String> askToken() {
    String what = "the session token supplier";
    if (sessionToken == null) {
      return CompletableFuture.completedFuture(null);
    }
    CompletionStage<? extends @Nullable String> stage = guarded(what, sessionToken);
    if (stage == null) {
      throw new Refusal(what, "returned null instead of a stage");
    }
    CompletableFuture<@Nullable String> token = new CompletableFuture<>();
    CompletionStage<?> unused =
        guarded(
            what,
            () ->
                stage.whenComplete(
                    (value, thrown) -> {
                      if (thrown == null) {
                        token.complete(value);
                      } else {
                        token.completeExceptionally(
                            new Refusal(what, RedactedException.of(thrown)));
                      }
                    }));
    return token;
  }

  private static <T> @Nullable T guarded(String what, Supplier<T> supplier) {
    try {
      return supplier.get();
    } catch (Refusal refusal) {
      throw refusal;
    } catch (Throwable thrown) { // the boundary to user code
      throw new Refusal(what, RedactedException.of(thrown));
    }
  }

  /**
   * What the suppliers gave. {@code toString} shows none of it.
   *
   * @param apiKey not blank
   * @param sessionToken null or blank for none
   */
  public record Granted(String apiKey, @Nullable String sessionToken, List<Header> headers) {

    private static final String MASK = "***";

    /** Texts of the server are cut at 1,024 characters; shorter ones are whole. */
    private static final int SHORTEST_CUT = 1_000;

    /** So few characters of a secret give nothing away. */
    private static final int SHORTEST_PART = 4;

    Granted withToken(@Nullable String token) {
      return new Granted(apiKey, token == null || token.isBlank() ? null : token, headers);
    }

    /**
     * Replaces the API key and the session token in a text of the server, which may repeat them.
     */
    public String withoutSecrets(String text) {
      String safe = without(text, apiKey);
      return sessionToken == null ? safe : without(safe, sessionToken);
    }

    private static String without(String text, String secret) {
      String shown = SafeText.of(secret, Integer.MAX_VALUE); // as in texts of the server
      String safe = text.replace(secret, MASK).replace(shown, MASK);
      if (text.length() < SHORTEST_CUT) {
        return safe;
      }
      String rest = safe.endsWith("...") ? safe.substring(0, safe.length() - 3) : safe;
      for (int part = shown.length() - 1; part >= SHORTEST_PART; part--) {
        if (rest.endsWith(shown.substring(0, part))) { // the cut went through the secret
          return rest.substring(0, rest.length() - part) + MASK;
        }
      }
      return safe;
    }

    @Override
    public String toString() {
      return "Granted[***]";
    }
  }

  /** A supplier failed; the message names the supplier only, since the cause may quote secrets. */
  public static final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String supplier;

    private final String problem;

    Refusal(String supplier, Throwable thrown) {
      super(supplier + " failed", thrown);
      this.supplier = supplier;
      this.problem = "failed with " + RedactedException.typeOf(thrown);
    }

    Refusal(String supplier, String problem) {
      super(supplier + " " + problem);
      this.supplier = supplier;
      this.problem = problem;
    }

    public String supplier() {
      return supplier;
    }

    /** What the supplier did, without what it returned or the message of what it threw. */
    public String problem() {
      return problem;
    }
  }
}
