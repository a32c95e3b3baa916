package dev.agnost.realtime.core.sim.world;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the server answers in one handshake: as Agnost does, or as a fault demands. */
final class Handshake {

  private final Choices.Stream choices;
  private final @Nullable Fault fault;

  Handshake(Choices.Stream choices, @Nullable Fault fault) {
    this.choices = choices;
    this.fault = fault;
  }

  boolean has(Fault other) {
    return fault == other;
  }

  int pingInterval() {
    return has(Fault.F63_ODD_INTERVALS) ? choices.of(25_000, 1_000, 2_500, 60_000) : 10_000;
  }

  int pingTimeout() {
    return has(Fault.F63_ODD_INTERVALS) ? choices.of(20_000, 1_000, 500, 60_000) : 30_000;
  }

  /** What is sent instead of the open packet, if anything. */
  @Nullable String badOpen() {
    if (has(Fault.F70_MESSAGE_BEFORE_OPEN)) {
      return choices.of("42[\"early\",{}]", "40{\"sid\":\"x\"}", "2", "44{}", "41");
    }
    return has(Fault.F62_BAD_OPEN)
        ? choices.of(
            "0",
            "0{",
            "0{\"sid\":7}",
            "0{\"pingInterval\":10000,\"pingTimeout\":30000}",
            "0{\"sid\":\"e\",\"pingInterval\":\"10\",\"pingTimeout\":30000}",
            "0{\"sid\":\"e\",\"pingInterval\":0,\"pingTimeout\":-1}",
            "0{\"sid\":\"e\",\"pingInterval\":1000000000000,\"pingTimeout\":1}")
        : null;
  }

  /** Why these credentials are refused; null if they are not. */
  @Nullable Refusal refusal(Map<?, ?> auth, SimulatedCredentials credentials) {
    if (!World.ENVIRONMENT.equals(auth.get("envId"))) {
      return Refusal.of("no_environment_found", "client_error");
    }
    if (has(Fault.F76_ENVIRONMENT_REFUSED)) {
      return Refusal.of(
          choices.of("suspended_environment", "no_environment_found", "realtime_not_allowed"),
          "client_error");
    }
    if (has(Fault.F75_KEY_REFUSED)) {
      return Refusal.of(
          choices.of(
              "invalid_api_key",
              "missing_api_key",
              "expired_api_key",
              "unauthorizez_api_key",
              "domain_not_authorized",
              "ip_not_authorized"),
          "client_error");
    }
    if (!credentials.accepts(auth.get("session")) || has(Fault.F77_SESSION_REFUSED)) {
      return Refusal.of(
          choices.of("invalid_session_token", "missing_session_token"), "client_error");
    }
    if (has(Fault.F78_SERVER_ERROR)) {
      return choices.chance(50)
          ? Refusal.of(choices.of("internal_server_error", "rate_limit_exceeded"), "client_error")
          : Refusal.of(choices.of("invalid_api_key", "whatever"), "server_error");
    }
    if (has(Fault.F79_ODD_REFUSAL)) {
      String json =
          choices.of("{\"message\":\"odd\"}", "\"bare\"", "{}", "{\"data\":7}", "[1]", "null");
      return new Refusal(json, "", null);
    }
    return null;
  }

  /** The payload of a CONNECT_ERROR, and what is in it. */
  record Refusal(String json, String code, @Nullable String origin) {

    static Refusal of(String code, String origin) {
      String json =
          "{\"message\":\"Realtime Connection Error\",\"data\":{\"origin\":\""
              + origin
              + "\",\"code\":\""
              + code
              + "\",\"message\":\"simulated\"}}";
      return new Refusal(json, code, origin);
    }
  }
}
