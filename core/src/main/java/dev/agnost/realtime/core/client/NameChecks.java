package dev.agnost.realtime.core.client;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks channel and event names before anything is sent. */
final class NameChecks {

  private static final Set<String> FATAL =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private NameChecks() {}

  /**
   * Returns the channel.
   *
   * @throws IllegalArgumentException if it is null or blank
   */
  static String channel(@Nullable String channel) {
    return present("channel", channel);
  }

  /**
   * Returns the name of an event to listen for.
   *
   * @throws IllegalArgumentException if it is null or blank
   */
  static String event(@Nullable String event) {
    return present("event", event);
  }

  /**
   * Returns the name of an event to send.
   *
   * @throws IllegalArgumentException if it is null, blank or reserved
   */
  static String sendableEvent(@Nullable String event) {
    String name = present("event", event);
    if (FATAL.contains(name)) {
      throw new IllegalArgumentException(
          "AGN-310 The event name \""
              + name
              + "\" is reserved by Socket.IO: sent as a message it would stop the server. Choose"
              + " another name.");
    }
    if (name.startsWith("channel:") || name.startsWith("user:")) {
      throw new IllegalArgumentException(
          "AGN-310 Event names that begin with \""
              + name.substring(0, name.indexOf(':') + 1)
              + "\" are the platform's own: receivers would take the message for a system event."
              + " Choose another name.");
    }
    return name;
  }

  private static String present(String what, @Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "AGN-310 The " + what + " is missing: give a name that is not blank.");
    }
    return value;
  }
}
