package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionFailedException;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The calls that an application makes, each written down with what comes of it. */
final class RecordedCalls {

  private static final int MOST_MESSAGES = 1_000; // of one of many clients

  private final ClientHarness harness;

  private final Recorder record;

  private final AgnostClient client;
  private final Realtime realtime;
  private final CoverageCounts goals;
  private final Map<Long, CompletableFuture<Void>> unsent = new LinkedHashMap<>(); // by call
  private long ids;
  private long messages;

  RecordedCalls(ClientHarness harness, AgnostClient client) {
    this.harness = harness;
    this.record = harness.record();
    this.client = client;
    this.realtime = client.realtime();
    this.goals = harness.goals();
    this.messages = MOST_MESSAGES * (long) harness.number(); // numbers that no other client uses
  }

  // ---------------------------------------------------------------------------------- connection

  void open(@Nullable Long inside) {
    future("open", inside, realtime::open);
  }

  void close(@Nullable Long inside) {
    future("close", inside, realtime::close);
  }

  void release(@Nullable Long inside) {
    future("release", inside, () -> client.closeAsync().toCompletableFuture());
  }

  // ------------------------------------------------------------------------------------ messages

  /** Sends a message; to all if {@code channel} is null. */
  void send(
      @Nullable Long inside,
      @Nullable String channel,
      @Nullable Boolean echo,
      int padding,
      int attachments) {
    long number = ++messages;
    MessagePayload letter = new MessagePayload(number, padding, attachments);
    String event = number % 3 == 0 ? "news" : "say";
    String op = channel == null ? "broadcast" : "send";
    Object[] attrs = {
      "msg", number,
      "channel", channel,
      "event", event,
      "echo", echo,
      "data", letter.json(),
      "attachments", attachments,
      "bytes", letter.bytes(),
      "size", letter.size(channel, event, echo)
    };
    long id =
        future(
            op,
            inside,
            () -> {
              CompletableFuture<Void> sent = emit(channel, event, letter, echo);
              letter.payload().put("n", -7L); // the value at the call counts
              goals.struck(Fault.F101_PAYLOAD_CHANGES);
              return sent;
            },
            attrs);
    if (attachments > 0) {
      goals.reached(Goal.BINARY_SENT);
    }
    unsent.values().removeIf(CompletableFuture::isDone);
    assert id > 0;
  }

  private CompletableFuture<Void> emit(
      @Nullable String channel, String event, MessagePayload letter, @Nullable Boolean echo) {
    Object payload = letter.payload();
    if (channel == null) {
      return echo == null
          ? realtime.broadcast(event, payload)
          : realtime.broadcast(event, payload, echo);
    }
    return echo == null
        ? realtime.send(channel, event, payload)
        : realtime.send(channel, event, payload, echo);
  }

  /** Cancels one of the sends that are not done; nothing if there is none. */
  void cancel(@Nullable Long inside, int which) {
    unsent.values().removeIf(CompletableFuture::isDone);
    if (unsent.isEmpty()) {
      return;
    }
    List<Long> waiting = new ArrayList<>(unsent.keySet());
    Long of = waiting.get(which % waiting.size());
    CompletableFuture<Void> sent = unsent.get(of);
    if (sent != null) {
      call("cancel", inside, () -> sent.cancel(false), "of", of);
    }
  }

  /**
   * What cannot be encoded must be refused by the call itself. Seldom a cycle: the thousand frames
   * of its exception take as long as half a run.
   */
  void sendUnencodable(int which) {
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("self", which % 32 == 0 ? payload : new Object());
    try {
      CompletableFuture<Void> unused = realtime.send("a", "say", payload);
      goals.broken("I29: a payload that has no JSON was accepted");
    } catch (RuntimeException refused) {
      goals.struck(Fault.F102_UNENCODABLE);
    }
  }

  int unsent() {
    unsent.values().removeIf(CompletableFuture::isDone);
    return unsent.size();
  }

  // --------------------------------------------------------------------------------------
  // membership and profile

  void join(@Nullable Long inside, String channel, @Nullable Boolean echo) {
    call(
        "join",
        inside,
        () -> {
          if (echo == null) {
            realtime.join(channel);
          } else {
            realtime.join(channel, echo);
          }
        },
        "channel",
        channel,
        "echo",
        echo);
  }

  void leave(@Nullable Long inside, String channel, @Nullable Boolean echo) {
    call(
        "leave",
        inside,
        () -> {
          if (echo == null) {
            realtime.leave(channel);
          } else {
            realtime.leave(channel, echo);
          }
        },
        "channel",
        channel,
        "echo",
        echo);
  }

  void updateProfile(@Nullable Long inside, int value, @Nullable Boolean echo) {
    Object profile = value == 0 ? null : value == 1 ? "" : Map.of("p", value);
    String json = value == 0 ? "null" : value == 1 ? "\"\"" : "{\"p\":" + value + "}";
    call(
        "updateProfile",
        inside,
        () -> {
          if (echo == null) {
            realtime.updateProfile(profile);
          } else {
            realtime.updateProfile(profile, echo);
          }
        },
        "data",
        json,
        "echo",
        echo);
  }

  // ------------------------------------------------------------------------------------ recording

  /** Any other call. */
  void call(String op, @Nullable Long inside, Runnable call, @Nullable Object... attrs) {
    long id = begin(op, inside, attrs);
    @Nullable String failed = null;
    try {
      call.run();
    } catch (RuntimeException thrown) {
      failed = thrown.getClass().getSimpleName();
    }
    end(id, op, inside, failed);
  }

  private long future(
      String op,
      @Nullable Long inside,
      Supplier<CompletableFuture<Void>> call,
      @Nullable Object... attrs) {
    long id = begin(op, inside, attrs);
    @Nullable String failed = null;
    try {
      CompletableFuture<Void> result = call.get();
      if (op.equals("send") || op.equals("broadcast")) {
        unsent.put(id, result);
      }
      CompletableFuture<?> unused = result.handle((nothing, thrown) -> done(id, op, thrown));
    } catch (RuntimeException thrown) {
      failed = thrown.getClass().getSimpleName();
    }
    end(id, op, inside, failed);
    return id;
  }

  private long begin(String op, @Nullable Long inside, @Nullable Object[] attrs) {
    long id = ++ids;
    @Nullable Object[] all = Arrays.copyOf(attrs, attrs.length + 8);
    int at = attrs.length;
    all[at] = "id";
    all[at + 1] = id;
    all[at + 2] = "op";
    all[at + 3] = op;
    all[at + 4] = "thread";
    all[at + 5] = thread(inside);
    all[at + 6] = "inside";
    all[at + 7] = inside;
    record.application(Kind.API_CALL, all);
    return id;
  }

  private void end(long id, String op, @Nullable Long inside, @Nullable String failed) {
    record.application(
        Kind.API_RETURN, "id", id, "op", op, "thread", thread(inside), "failed", failed);
    harness.look();
  }

  private static String thread(@Nullable Long inside) {
    return inside == null ? "app" : "callbacks";
  }

  /** Returns null, so that the stage before it is done without an exception of its own. */
  private @Nullable Void done(long id, String op, @Nullable Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause == null) {
      record.application(Kind.API_DONE, "id", id, "op", op, "outcome", "done");
    } else if (cause instanceof CancellationException) {
      goals.reached(Goal.MESSAGE_CANCELLED);
      record.application(Kind.API_DONE, "id", id, "op", op, "outcome", "cancelled");
    } else if (cause instanceof NotSentException dropped) {
      reached(dropped.reason());
      String reason = dropped.reason().name();
      record.application(Kind.API_DONE, "id", id, "op", op, "outcome", "dropped", "cause", reason);
    } else {
      String code =
          cause instanceof ConnectionFailedException known ? known.code() : cause.toString();
      record.application(Kind.API_DONE, "id", id, "op", op, "outcome", "failed", "cause", code);
    }
    return null;
  }

  private void reached(NotSentException.Reason reason) {
    switch (reason) {
      case OVERFLOW -> goals.reached(Goal.QUEUE_OVERFLOW);
      case EXPIRED -> goals.reached(Goal.MESSAGE_EXPIRED);
      case CLOSED -> goals.reached(Goal.MESSAGE_DROPPED_BY_CLOSE);
      case NOT_CONNECTED -> goals.reached(Goal.MESSAGE_NOT_BUFFERED);
      case FAILED, TOO_LARGE -> {}
    }
  }

  AgnostClient client() {
    return client;
  }

  Realtime realtime() {
    return realtime;
  }
}
