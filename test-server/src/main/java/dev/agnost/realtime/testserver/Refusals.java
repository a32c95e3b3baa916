package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.AgnostServer.Refusal;

/**
 * The CONNECT_ERROR bodies of the Agnost server, word for word, for {@link
 * AgnostServer#refuseConnects} and for what a test expects.
 */
public final class Refusals {
  private static final String PREFIX = "Realtime Connection Error - ";

  private Refusals() {}

  /** No such environment, or none named. */
  public static Refusal noEnvironment() {
    return refusal(
        "No Environment Found",
        "no_environment_found",
        "Cannot identify the execution environment of the app version. Either there is no app"
            + " version deployed yet, or the API base URL is not pointing to a valid"
            + " environment.");
  }

  /** The environment is suspended. */
  public static Refusal suspendedEnvironment() {
    return refusal(
        "Suspended Environment",
        "suspended_environment",
        "Access to environment has been suspended, no operation can be executed until suspension"
            + " has been revoked.");
  }

  /** Realtime is switched off for the version. */
  public static Refusal realtimeDisabled() {
    return refusal(
        "Realtime Disabled",
        "realtime_not_allowed",
        "Realtime services are disabled for the application version.");
  }

  /** The key is missing or blank. */
  public static Refusal missingKey() {
    return refusal("Missing API Key", "missing_api_key", "A valid API Key needs to be provided");
  }

  /** The version has keys, but not this one. */
  public static Refusal unknownKey(String apiKey) {
    return refusal(
        "Invalid API Key",
        "invalid_api_key",
        "Application version does not have such an API key (%s)".formatted(apiKey));
  }

  /** The version has no keys at all; the real server writes "Key" then. */
  public static Refusal noKeysDefined(String apiKey) {
    return refusal(
        "Invalid API Key",
        "invalid_api_key",
        "Application version does not have such an API Key (%s)".formatted(apiKey));
  }

  /** The key has no right to realtime; the code is misspelt by the real server. */
  public static Refusal unauthorizedKey(String apiKey) {
    return refusal(
        "Unauthorized API Key",
        "unauthorizez_api_key",
        "The API key (%s) is not authorized for realtime service usage.".formatted(apiKey));
  }

  /** The key is over its date. */
  public static Refusal expiredKey() {
    return refusal(
        "Expired API Key",
        "expired_api_key",
        "API key is expired, no request can be processed with this API key until its expiry date"
            + " is extended");
  }

  /** The key is for certain domains and the request has no Origin. */
  public static Refusal missingOrigin() {
    return refusal(
        "Origin Domain Not Found",
        "missing_request_origin",
        "The provided API key requires authorized domain control but request does not have a"
            + " origin header to check against whitelisted domains");
  }

  /** The key is for certain domains, but not for this one. */
  public static Refusal originNotAuthorized(String origin) {
    return refusal(
        "Origin Domain Not Authorized",
        "domain_not_authorized",
        "Origin domain '%s' is not an authorized domain".formatted(origin));
  }

  /** The key is for certain addresses. */
  public static Refusal addressNotAuthorized(String address) {
    return refusal(
        "IP Address Not Authorized",
        "ip_not_authorized",
        "IP address '%s' is not whitelisted".formatted(address));
  }

  /** The environment needs a session and none came. */
  public static Refusal missingSession() {
    return refusal(
        "Missing Session Token",
        "missing_session_token",
        "No valid session token provided for socket authentication");
  }

  /** The session is malformed, expired or deleted. */
  public static Refusal invalidSession() {
    return refusal(
        "Invalid Session Token",
        "invalid_session_token",
        "The Session token was not authorized or has expired");
  }

  private static Refusal refusal(String title, String code, String detail) {
    return new Refusal(PREFIX + title, code, "client_error", detail);
  }
}
