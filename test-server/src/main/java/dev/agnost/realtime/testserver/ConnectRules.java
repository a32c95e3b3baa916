package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.AgnostServer.Refusal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may connect and who may send. Everything is looked up again for every event, so that a
 * revoked key or a deleted session takes effect at once. Guarded by the lock of {@link World}.
 */
final class ConnectRules {
  /** As a Node server on a dual-stack socket sees every client of ours. */
  static final String PEER_ADDRESS = "::ffff:127.0.0.1";

  private final Map<String, Environment> environments = new HashMap<>();
  private final Set<String> realtimeDisabled = new HashSet<>();
  private final Map<String, KeyTerms> termsByKey = new HashMap<>();
  private final Map<String, RateLimit> limitsByEnv = new HashMap<>();
  private final Map<String, String> usersBySession = new HashMap<>();

  /** What becomes of an event of a connected client. */
  enum Verdict {
    PASS,
    DROP,
    DISCONNECT
  }

  void define(Environment environment) {
    environments.put(environment.id(), environment);
  }

  @Nullable Environment environment(String envId) {
    return environments.get(envId);
  }

  void realtime(String envId, boolean enabled) {
    if (enabled) {
      realtimeDisabled.remove(envId);
    } else {
      realtimeDisabled.add(envId);
    }
  }

  boolean realtimeEnabled(String envId) {
    return !realtimeDisabled.contains(envId);
  }

  void terms(String apiKey, KeyTerms terms) {
    termsByKey.put(apiKey, terms);
  }

  KeyTerms terms(String apiKey) {
    return termsByKey.getOrDefault(apiKey, KeyTerms.unrestricted());
  }

  void limit(String envId, @Nullable RateLimit limit) {
    if (limit == null) {
      limitsByEnv.remove(envId);
    } else {
      limitsByEnv.put(envId, limit);
    }
  }

  void user(String session, String userId) {
    usersBySession.put(session, userId);
  }

  /** The user of a valid session; null when there is none, also if the environment needs none. */
  @Nullable String userOf(Credentials credentials) {
    Environment environment = environments.get(credentials.envId());
    String session = credentials.session();
    if (environment == null || !environment.sessions().contains(session)) {
      return null;
    }
    return usersBySession.getOrDefault(session, session);
  }

  /** The reason to refuse a CONNECT, or null. */
  @Nullable Refusal refusal(Credentials credentials) {
    Refusal refusal = environmentRefusal(credentials);
    if (refusal == null) {
      refusal = keyRefusal(credentials);
    }
    return refusal != null ? refusal : sessionRefusal(credentials);
  }

  /** Whether the real server dies of them: it calls a method of strings on the key. */
  boolean isFatal(Credentials credentials) {
    Object apiKey = credentials.auth().get("apiKey");
    return environmentRefusal(credentials) == null
        && !(apiKey instanceof String)
        && JsValues.isTruthy(apiKey);
  }

  Verdict onEvent(Credentials credentials, long nanoTime) {
    if (environmentRefusal(credentials) != null) {
      return Verdict.DROP;
    }
    if (keyRefusal(credentials) != null) {
      return Verdict.DISCONNECT;
    }
    RateLimit limit = limitsByEnv.get(credentials.envId());
    if (limit != null && !limit.admits(nanoTime)) {
      return Verdict.DROP;
    }
    return sessionRefusal(credentials) == null ? Verdict.PASS : Verdict.DROP;
  }

  private @Nullable Refusal environmentRefusal(Credentials credentials) {
    Environment environment = environments.get(credentials.envId());
    if (environment == null) {
      return Refusals.noEnvironment();
    }
    if (environment.suspended()) {
      return Refusals.suspendedEnvironment();
    }
    return realtimeEnabled(environment.id()) ? null : Refusals.realtimeDisabled();
  }

  private @Nullable Refusal keyRefusal(Credentials credentials) {
    String apiKey = credentials.apiKey();
    Environment environment = environments.get(credentials.envId());
    if (apiKey.isBlank()) {
      return Refusals.missingKey();
    }
    if (environment == null || environment.apiKeys().isEmpty()) {
      return Refusals.noKeysDefined(apiKey);
    }
    return environment.apiKeys().contains(apiKey)
        ? termsRefusal(terms(apiKey), credentials)
        : Refusals.unknownKey(apiKey);
  }

  private static @Nullable Refusal termsRefusal(KeyTerms terms, Credentials credentials) {
    if (!terms.realtime()) {
      return Refusals.unauthorizedKey(credentials.apiKey());
    }
    if (terms.expired()) {
      return Refusals.expiredKey();
    }
    String origin = credentials.origin();
    if (!terms.domains().isEmpty() && origin == null) {
      return Refusals.missingOrigin();
    }
    if (origin != null && !terms.domains().isEmpty() && !terms.domains().contains(origin)) {
      return Refusals.originNotAuthorized(origin);
    }
    boolean addressFits = terms.addresses().isEmpty() || terms.addresses().contains(PEER_ADDRESS);
    return addressFits ? null : Refusals.addressNotAuthorized(PEER_ADDRESS);
  }

  private @Nullable Refusal sessionRefusal(Credentials credentials) {
    Environment environment = environments.get(credentials.envId());
    if (environment == null || !environment.sessionRequired()) {
      return null;
    }
    if (!JsValues.isTruthy(credentials.auth().get("session"))) {
      return Refusals.missingSession();
    }
    return environment.sessions().contains(credentials.session())
        ? null
        : Refusals.invalidSession();
  }
}
