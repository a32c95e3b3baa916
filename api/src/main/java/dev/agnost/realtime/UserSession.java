package dev.agnost.realtime;

import org.jspecify.annotations.Nullable;

/**
 * The session of a user event. {@code toString()} shows no token.
 *
 * @param userId the user's id, if the payload has one
 * @param token the session token, a secret, if the payload has one
 * @param creationDtm when the session was made, as the platform writes it, if the payload has it
 * @param payload everything that was sent
 */
public record UserSession(
    @Nullable String userId,
    @Nullable String token,
    @Nullable String creationDtm,
    Payload payload) {

  @Override
  public String toString() {
    return "UserSession[userId=" + userId + "]";
  }
}
