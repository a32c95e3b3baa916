package dev.agnost.realtime;

import org.jspecify.annotations.Nullable;

/** Receives the events of the signed-in user, on all of that user's connections. */
@FunctionalInterface
public interface UserEventListener {

  /**
   * Called for each event of the user.
   *
   * @param name {@code user:signin}, {@code user:signout}, {@code user:pwdchange}, {@code
   *     user:emailchange} or {@code user:phonechange}
   * @param session the session, or null
   * @param user the user, or null
   */
  void onUserEvent(String name, @Nullable UserSession session, @Nullable UserAccount user);
}
