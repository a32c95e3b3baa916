package dev.agnost.realtime.core.sim.world;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Other members, whose messages the server passes on to whoever is connected. */
final class ServerTraffic {

  private final World world;
  private final Choices.Stream choices;

  ServerTraffic(World world) {
    this.world = world;
    this.choices = world.choices().stream("chatter");
  }

  void begin() {
    long wait = choices.below(2 * world.profile().thinkSeconds() * 1_000) * 1_000_000L;
    world
        .schedule()
        .world(
            wait,
            () -> {
              if (!world.faultInjector().isOver()) {
                talk();
                begin();
              }
            });
  }

  private void talk() {
    List<ServerSession> present = new ArrayList<>(world.server().present());
    if (present.isEmpty()) {
      return;
    }
    ServerSession session = present.get(choices.below(present.size()));
    int times = choices.of(1, 1, 2, 5);
    for (int i = 0; i < times; i++) {
      session.message(
          choices.of("say", "news", "other"),
          channel(choices.below(3)),
          world.server().nextEvent());
    }
  }

  private static @Nullable String channel(int which) {
    return which == 0 ? "a" : which == 1 ? "b" : null;
  }
}
