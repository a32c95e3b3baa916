package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.ChannelMember;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.core.sim.trace.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The listeners of an application: they record each call, and then misbehave. */
final class RecordingListeners {

  private static final int MOST = 5; // message listeners, lest each event makes a crowd of records

  private final ClientHarness harness;
  private final Recorder record;
  private final RecordedCalls calls;
  private final Realtime realtime;
  private final ListenerBehavior behavior;
  private final Runnable look;
  private final List<Entry> registrations = new ArrayList<>();
  private long listeners;
  private long runs;
  private int running;

  /** One registration of a message's listener. */
  private record Entry(long number, String event, Registration registration) {}

  /**
   * @param look records what the getters return
   */
  RecordingListeners(
      ClientHarness harness, RecordedCalls calls, ListenerBehavior behavior, Runnable look) {
    this.harness = harness;
    this.record = harness.record();
    this.calls = calls;
    this.realtime = calls.realtime();
    this.behavior = behavior;
    this.look = look;
  }

  /** Whether a callback is under way, or held up. */
  boolean isBusy() {
    return running > 0;
  }

  // ---------------------------------------------------------------------------- the connection's

  /** Adds one listener of each sort. */
  void attach() {
    register("@connect", n -> realtime.onConnect(() -> run(n, "@connect", this::connected)));
    register("@disconnect", n -> realtime.onDisconnect(reason -> disconnected(n, reason)));
    register("@error", n -> realtime.onError(error -> failed(n, error)));
    LongConsumer unused = number -> {};
    assert unused != null;
    register("@attempt", n -> realtime.onReconnectAttempt(number -> attempt(n, number)));
    register("@state", n -> realtime.onStateChange(change -> changed(n, change)));
    register("@join", n -> realtime.onJoin(member -> member(n, "@join", member)));
    register("@leave", n -> realtime.onLeave(member -> member(n, "@leave", member)));
  }

  private void register(String event, LongFunctionOfRegistration add) {
    long number = ++listeners;
    calls.call("on", null, () -> add.apply(number), "listener", number, "event", event);
  }

  private interface LongFunctionOfRegistration {
    Registration apply(long number);
  }

  private void connected() {
    harness.goals().reached(Goal.CONNECTED);
    record.application(Kind.EVT_CONNECT, "sid", realtime.getSocketId());
    behavior.onConnect(runs, this);
  }

  private void disconnected(long listener, DisconnectReason reason) {
    run(
        listener,
        "@disconnect",
        () -> {
          record.application(Kind.EVT_DISCONNECT, "reason", reason.text());
          behavior.onDisconnect(runs, reason);
        });
  }

  private void failed(long listener, RealtimeError error) {
    run(
        listener,
        "@error",
        () -> {
          record.application(
              Kind.EVT_ERROR,
              "code",
              error.code(),
              "kind",
              error.kind().name(),
              "status",
              error.status().isPresent() ? (Integer) error.status().getAsInt() : null,
              "retryIn",
              error.retryIn().map(Duration::toNanos).orElse(null));
          behavior.onError(runs, error);
        });
  }

  private void attempt(long listener, long number) {
    run(
        listener,
        "@attempt",
        () -> {
          record.application(Kind.EVT_ATTEMPT, "n", number);
          behavior.onAttempt(runs, number);
        });
  }

  private void changed(long listener, StateChange change) {
    run(
        listener,
        "@state",
        () -> {
          record.application(
              Kind.ST,
              "from",
              change.previous().name(),
              "to",
              change.current().name(),
              "cause",
              change.disconnectReason().map(DisconnectReason::text).orElse(null),
              "attempt",
              change.attempt(),
              "delay",
              change.nextDelay().map(Duration::toNanos).orElse(null));
          if (change.current() == ConnectionState.FAILED) {
            record.application(Kind.EVT_GIVEUP);
            harness.goals().reached(Goal.GAVE_UP_BY_POLICY);
          }
        });
  }

  private void member(long listener, String event, ChannelMember member) {
    run(listener, event, () -> {}, "channel", member.channel());
  }

  // ----------------------------------------------------------------------------------- messages'

  /** Adds a listener; {@code *} is every message. */
  void add(@Nullable Long inside, String event, boolean wantsOnce) {
    boolean once = wantsOnce && !event.equals("*");
    if (registrations.size() >= MOST) {
      remove(inside, 0, registrations.size() - 1);
    }
    long number = ++listeners;
    Consumer<Message> heard = message -> message(number, event, message);
    calls.call(
        once ? "once" : "on",
        inside,
        () ->
            registrations.add(
                new Entry(
                    number,
                    event,
                    event.equals("*")
                        ? realtime.onAny(heard)
                        : once ? realtime.once(event, heard) : realtime.on(event, heard))),
        "listener",
        number,
        "event",
        event);
  }

  /** Removes one registration, the listeners of an event, or all. */
  void remove(@Nullable Long inside, int how, int which) {
    if (how == 0 && !registrations.isEmpty()) {
      Entry victim = registrations.remove(which % registrations.size());
      calls.call("off", inside, victim.registration()::close, "listener", victim.number());
    } else if (how == 1) {
      calls.call("off", inside, () -> realtime.off("news"), "event", "news");
    } else if (how == 2) {
      calls.call("off", inside, realtime::offAny, "event", "*");
    }
    if (inside != null) {
      harness.goals().reached(Goal.REMOVED_DURING_DISPATCH);
    }
  }

  private void message(long listener, String event, Message message) {
    String json = message.asJson();
    @Nullable Long number = number(json);
    if (!message.attachments().isEmpty()) {
      harness.goals().reached(Goal.BINARY_RECEIVED);
    }
    run(
        listener,
        event,
        () -> behavior.onMessage(runs, message, this),
        "name",
        event.equals("*") ? message.event() : null,
        "in",
        number,
        "channel",
        message.channel(),
        "data",
        json);
  }

  private static @Nullable Long number(String json) {
    if (!json.startsWith("{\"n\":")) {
      return null;
    }
    int end = 5;
    while (end < json.length()
        && (Character.isDigit(json.charAt(end)) || json.charAt(end) == '-')) {
      end++;
    }
    return Long.valueOf(json.substring(5, end));
  }

  private void run(long listener, String event, Runnable body, @Nullable Object... more) {
    long cb = ++runs;
    look.run();
    @Nullable Object[] attrs = Arrays.copyOf(more, more.length + 8);
    int at = more.length;
    attrs[at] = "cb";
    attrs[at + 1] = cb;
    attrs[at + 2] = "listener";
    attrs[at + 3] = listener;
    attrs[at + 4] = "event";
    attrs[at + 5] = event;
    attrs[at + 6] = "thread";
    attrs[at + 7] = "callbacks";
    record.application(Kind.CB_BEGIN, attrs);
    boolean returned = false;
    running++;
    try {
      body.run();
      returned = true;
    } finally {
      running--;
      record.application(
          Kind.CB_END, "cb", cb, "listener", listener, "outcome", returned ? "ok" : "threw");
    }
  }
}
