package dev.agnost.realtime;

import org.jspecify.annotations.Nullable;

/**
 * The session of a user event. Immutable; implemented by the SDK only. {@code toString()} shows no
 * token.
 */
public interface UserSession {

  /** Returns the user's id, or null if the payload has none. */
  @Nullable String userId();

  /** Returns the session token, which is a secret, or null if the payload has none. */
  @Nullable String token();

  /** Returns when the session was created, as the platform writes it, or null if not sent. */
  @Nullable String creationDtm();

  /** Returns the session object as the server sent it. */
  Payload payload();
}
