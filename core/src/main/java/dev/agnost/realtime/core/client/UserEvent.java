package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Payload;
import dev.agnost.realtime.UserAccount;
import dev.agnost.realtime.UserSession;
import org.jspecify.annotations.Nullable;

/** The arguments of a user event. Neither shows a secret in {@code toString()}. */
final class UserEvent {

  private UserEvent() {}

  record Session(
      @Nullable String userId,
      @Nullable String token,
      @Nullable String creationDtm,
      Payload payload)
      implements UserSession {

    @Override
    public String toString() {
      return "UserSession[userId=" + userId + "]";
    }
  }

  record Account(@Nullable String id, Payload payload) implements UserAccount {

    @Override
    public String toString() {
      return "UserAccount[id=" + id + "]";
    }
  }
}
