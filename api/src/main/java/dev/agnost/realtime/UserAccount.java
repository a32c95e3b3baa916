package dev.agnost.realtime;

import org.jspecify.annotations.Nullable;

/**
 * The user of a user event. {@code toString()} shows the id only.
 *
 * @param id the user's {@code _id}, if the payload has one
 * @param payload everything that was sent
 */
public record UserAccount(@Nullable String id, Payload payload) {

  @Override
  public String toString() {
    return "UserAccount[id=" + id + "]";
  }
}
