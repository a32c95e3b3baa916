package dev.agnost.realtime.core.session;

import java.util.Set;

/** What a refused CONNECT means by its code (the codes are those of the server). */
public enum RefusalPolicy {
  /** The session token was not accepted: another one may be. */
  SESSION,
  /** Trying again as things are is pointless. */
  PERMANENT,
  /** It may pass: unknown codes and the server's own trouble. */
  TRANSIENT;

  private static final Set<String> SESSION_CODES =
      Set.of("missing_session_token", "invalid_session_token");

  private static final Set<String> PERMANENT_CODES =
      Set.of(
          "no_environment_found",
          "suspended_environment",
          "realtime_not_allowed",
          "realtime_not_enabled",
          "missing_api_key",
          "invalid_api_key",
          "expired_api_key",
          "unauthorizez_api_key", // the server's spelling
          "unauthorized_api_key",
          "missing_request_origin",
          "domain_not_authorized",
          "missing_client_IP",
          "ip_not_authorized");

  private static final Set<String> OTHER_WORDS =
      Set.of(
          "client_error",
          "server_error",
          "internal_server_error",
          "rate_limit_exceeded",
          "get_channel_members_error",
          "validation_error");

  /**
   * Classifies.
   *
   * @param origin {@code data.origin}; what the server calls its own error is never permanent
   */
  public static RefusalPolicy of(String code, String origin) {
    if (origin.equals("server_error")) {
      return TRANSIENT;
    }
    if (SESSION_CODES.contains(code)) {
      return SESSION;
    }
    return PERMANENT_CODES.contains(code) ? PERMANENT : TRANSIENT;
  }

  /**
   * Whether the platform has a meaning for this code or origin, so that it cannot repeat a secret.
   */
  public static boolean isVocabulary(String word) {
    return SESSION_CODES.contains(word)
        || PERMANENT_CODES.contains(word)
        || OTHER_WORDS.contains(word);
  }

  /** What the user can do about a code, as the end of a sentence; empty if nothing is known. */
  public static String advice(String code) {
    return switch (code) {
      case "missing_session_token", "invalid_session_token" ->
          "sign in again and give the new token by sessionToken(..)";
      case "no_environment_found" -> "check the environment id at the end of the base URL";
      case "suspended_environment" -> "the environment is suspended; resume it in Agnost Studio";
      case "realtime_not_allowed", "realtime_not_enabled" ->
          "enable realtime in the settings of the app version";
      case "missing_api_key", "invalid_api_key" -> "check the API key given to the builder";
      case "expired_api_key" -> "the API key has expired; create a new one";
      case "unauthorizez_api_key", "unauthorized_api_key" ->
          "give the API key the right to use realtime";
      case "missing_request_origin", "domain_not_authorized" ->
          "the API key is restricted to domains; set an Origin header by headers(..) or lift the"
              + " restriction";
      case "missing_client_IP", "ip_not_authorized" ->
          "the API key is restricted to IP addresses; allow this one";
      default -> "";
    };
  }
}
