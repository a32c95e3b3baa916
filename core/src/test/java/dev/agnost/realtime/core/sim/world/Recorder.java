package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.Trace;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the records of one client. */
final class Recorder {

  private final World world;
  private final Trace trace;
  private final int client;
  private final Map<Class<?>, String> purposes = new HashMap<>(); // looked up only
  private long timers;

  Recorder(World world, int client) {
    this.world = world;
    this.trace = world.trace();
    this.client = client;
  }

  /** Something of the application. */
  void application(Kind kind, @Nullable Object... attrs) {
    trace.add(world.schedule().now(), client, 0, kind, attrs);
  }

  /** Something of a connection. */
  void wire(long epoch, Kind kind, @Nullable Object... attrs) {
    trace.add(world.schedule().now(), client, epoch, kind, attrs);
  }

  /** A frame of the client, which is in this state. */
  void sent(long epoch, Frame frame, String state) {
    @Nullable Object[] about = frame.about();
    if (frame.parsed().number() != null) {
      about = Arrays.copyOf(about, about.length + 2);
      about[about.length - 2] = "state";
      about[about.length - 1] = state;
    }
    trace.add(world.schedule().now(), client, epoch, Kind.WIRE_TX, about);
  }

  /** A frame of the server is about to be delivered. */
  void received(long epoch, Frame frame, Manner manner) {
    @Nullable Object[] about = frame.about();
    int size = about.length;
    @Nullable Object[] whole = Arrays.copyOf(about, size + 6);
    whole[size] = "bytes";
    whole[size + 1] = frame.bytes().length;
    whole[size + 2] = "stale";
    whole[size + 3] = manner == Manner.STALE ? Boolean.TRUE : null;
    whole[size + 4] = "undemanded";
    whole[size + 5] = manner == Manner.UNDEMANDED ? Boolean.TRUE : null;
    trace.add(world.schedule().now(), client, epoch, Kind.WIRE_RX, whole);
  }

  /** How a frame is delivered. */
  enum Manner {
    AS_ASKED,
    /** After the end of the connection. */
    STALE,
    /** More than was asked for. */
    UNDEMANDED
  }

  /** A timer is armed; returns its number. */
  long armed(Duration delay, Runnable task) {
    long number = ++timers;
    long now = world.schedule().now();
    trace.add(
        now,
        client,
        0,
        Kind.TMR_ARM,
        "timer",
        number,
        "purpose",
        purpose(task.getClass()),
        "delay",
        delay.toNanos(),
        "due",
        now + delay.toNanos());
    return number;
  }

  void fired(long timer) {
    application(Kind.TMR_FIRE, "timer", timer);
  }

  void cancelled(long timer) {
    application(Kind.TMR_CANCEL, "timer", timer);
  }

  private String purpose(Class<?> type) {
    return purposes.computeIfAbsent(
        type,
        owner -> {
          String name = owner.getName();
          String simple =
              name.substring(
                  name.lastIndexOf('.', name.indexOf('/') < 0 ? name.length() : name.indexOf('/'))
                      + 1);
          int lambda = simple.indexOf("$$");
          return lambda < 0 ? simple : simple.substring(0, lambda);
        });
  }
}
