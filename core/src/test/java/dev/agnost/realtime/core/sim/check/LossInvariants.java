package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * How the loss of a connection is noticed and told: I15, I16, I17. And that a packet is not awaited
 * for ever while pings go on: I50.
 */
final class LossInvariants implements Invariants {

  private static final long PROMPT = 1_000_000_000L;
  private static final String SILENCE = "ping timeout";
  private static final String OWED = "parse error";

  private final ClientView view;
  private final Findings findings;
  private final Deque<Epoch> losses = new ArrayDeque<>(); // connected ones, not told to be over
  private @Nullable Epoch silent; // reported already
  private @Nullable Epoch ignored; // reported already
  private boolean staleEnd; // a connection that was over ended again, since onConnect
  private boolean up;
  private long lastConnected; // the number of the connection that was added last

  LossInvariants(ClientView view, Findings findings) {
    this.view = view;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case WIRE_RX -> {
        Epoch of = view.epoch;
        if (of != null && of.wasConnected() && of.number > lastConnected) {
          lastConnected = of.number;
          losses.add(of);
        }
      }
      case WIRE_LEFT -> left(rec);
      case WIRE_CLOSED -> staleEnd |= view.dead;
      case EVT_CONNECT -> up = true;
      case EVT_DISCONNECT -> {
        if (up) {
          told(rec.text("reason"));
        }
        up = false;
        staleEnd = false;
      }
      default -> {}
    }
  }

  private void left(TraceRecord rec) {
    Epoch of = view.epoch;
    if (of == null || !of.cause.isEmpty() || of.leftAt != rec.t() || !of.wasConnected()) {
      return;
    }
    long since = view.reads ? of.heardAt : rec.t();
    boolean mute = rec.t() - since >= of.silenceLimit;
    boolean owed = of.owedAt >= 0 && rec.t() - of.owedAt >= of.silenceLimit;
    of.cause = !owed ? SILENCE : mute ? SILENCE + "|" + OWED : OWED;
    of.causeAt = rec.t();
    of.causeAwake = view.awake(rec.t());
    if (of.silenceLimit > 0 && !mute && !owed) {
      long silence = rec.t() - since; // while the client does not read, it proves nothing
      findings.breach("I15", "given up for no reason after " + silence + " ns of silence");
    }
  }

  private void told(String reason) {
    Epoch lost = losses.poll();
    if (lost == null || lost.cause.isEmpty()) {
      findings.breach(
          staleEnd ? "I06" : "I17", "onDisconnect(" + reason + ") of a connection that stands");
    } else if (!Arrays.asList(lost.cause.split("\\|")).contains(reason)) {
      findings.breach("I17", "told " + reason + ", and what came first was " + lost.cause);
    }
  }

  @Override
  public void settle(long now) {
    Epoch open = view.current;
    if (open == null) {
      return;
    }
    checkSilence(open, now);
    boolean ended = open.wasConnected() && open.causeAt >= 0 && isEndOnWire(open);
    if (ended
        && ignored != open
        && view.state.equals("CONNECTED")
        && view.awake(now) - open.causeAwake > PROMPT) {
      findings.breach("I16", "the connection has ended and the state is CONNECTED");
      ignored = open;
    }
  }

  private static boolean isEndOnWire(Epoch open) {
    return !open.cause.equals("io client disconnect") && !open.cause.startsWith(SILENCE);
  }

  private void checkSilence(Epoch open, long now) {
    if (silent == open || !open.isLive() || open.silenceLimit <= 0 || !view.reads) {
      return;
    }
    long since = Math.max(open.heardAwake, view.readsSince);
    long grace = view.lateness() + (view.lateness() > 0 || view.asleep > 0 ? 2 * PROMPT : 0);
    if (view.awake(now) - since > open.silenceLimit + grace) {
      findings.breach("I15", "the server has been silent for too long and is not given up");
      silent = open;
    }
    since = Math.max(open.owedAwake, view.readsSince);
    if (open.owedAt >= 0 && view.awake(now) - since > open.silenceLimit + grace) {
      findings.breach("I50", "an attachment never came and the server is not given up");
      silent = open;
    }
  }
}
