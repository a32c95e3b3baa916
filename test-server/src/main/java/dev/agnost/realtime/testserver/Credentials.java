package dev.agnost.realtime.testserver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The credentials of a client, from its CONNECT packet.
 *
 * @param auth the payload of CONNECT; read again at every event, as the real server does
 * @param origin the Origin header of the upgrade request
 */
record Credentials(Map<String, @Nullable Object> auth, @Nullable String origin) {

  /** Empty when there is none. */
  String envId() {
    return text("envId");
  }

  String apiKey() {
    return text("apiKey");
  }

  String session() {
    return text("session");
  }

  /** Whether own messages come back unless an event overrides it. */
  boolean echo() {
    return JsValues.isTruthy(auth.get("echoMessages"));
  }

  private String text(String name) {
    return auth.get(name) instanceof String text ? text : "";
  }
}
