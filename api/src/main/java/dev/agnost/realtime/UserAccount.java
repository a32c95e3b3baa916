package dev.agnost.realtime;

import org.jspecify.annotations.Nullable;

/**
 * The user of a user event. Immutable; implemented by the SDK only. {@code toString()} shows the id
 * only.
 */
public interface UserAccount {

  /** Returns the user's {@code _id}, or null if the payload has none. */
  @Nullable String id();

  /** Returns the user object as the server sent it. */
  Payload payload();
}
