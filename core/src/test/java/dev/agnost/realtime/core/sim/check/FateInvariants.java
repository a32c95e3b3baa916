package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of each message: I29, I30, I31, I33, I35, I36, and by the way I32, I37 and I43 as
 * far as they compare what was given with what is on the wire.
 */
final class FateInvariants implements Invariants {

  /** Futures are completed by workers, which may be slow. */
  private static final long SOON = 5_000_000_000L;

  private final ClientView view;
  private final RunFacts facts;
  private final Findings findings;
  private final Map<Long, SentMessage> byMessage = new HashMap<>();
  private final Map<Long, SentMessage> pending = new HashMap<>(); // by call
  private final Map<Long, SentMessage> settled = new HashMap<>(); // by call
  private final Map<Long, Long> closes = new HashMap<>(); // by call: its place
  private long closedSeq = -1; // everything sent before this must have its fate by now
  private long closedAwake;
  private long accepted;
  private long lastOrder = -1;
  private boolean lastInsideConnect; // the message of that order was sent by onConnect
  private @Nullable SentMessage beingWritten;
  private @Nullable SentMessage justOffered; // without a connection, though none may wait

  FateInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case API_CALL -> called(rec);
      case API_RETURN -> {
        if (rec.has("failed")) {
          refused(rec);
        }
      }
      case API_DONE -> done(rec);
      case WIRE_TX -> written(rec);
      default -> {}
    }
  }

  private void called(TraceRecord rec) {
    if (rec.has("msg")) {
      SentMessage sent = new SentMessage(rec, accepted++, view);
      byMessage.put(sent.msg(), sent);
      pending.put(rec.number("id"), sent);
      if (!facts.has(Trait.BUFFERS) && sent.offline) {
        justOffered = sent;
      }
    } else if (rec.is("op", "close") || rec.is("op", "release")) {
      closes.put(rec.number("id"), rec.seq());
    }
  }

  private void refused(TraceRecord rec) {
    SentMessage sent = pending.remove(rec.number("id"));
    if (sent != null && sent.writtenTo != null) {
      findings.breach("I29", "message " + sent.msg() + " was refused, and is on the wire");
    }
  }

  private void done(TraceRecord rec) {
    Long close = closes.remove(rec.number("id"));
    if (close != null) {
      if (view.openSeq < close) {
        closedSeq = close;
        closedAwake = view.awake(rec.t());
      }
      return;
    }
    SentMessage sent = pending.remove(rec.number("id"));
    if (sent == null) {
      if (settled.containsKey(rec.number("id"))) {
        findings.breach("I29", "a message has two fates");
      }
      return;
    }
    sent.done = rec;
    settled.put(rec.number("id"), sent);
    Epoch to = sent.writtenTo;
    if (rec.is("outcome", "done")) {
      if (to == null) {
        findings.breach("I29", "message " + sent.msg() + " is told handed over, and was not");
      } else if (sent.attachmentsLeft > 0) {
        findings.breach("I32", "message " + sent.msg() + " is told handed over, and was cut");
      }
    } else if (to != null && !to.threw) {
      findings.breach("I29", "message " + sent.msg() + " is told dropped, and is on the wire");
    } else if (rec.is("cause", "NOT_CONNECTED") && sent.flowed && !threwSince(sent)) {
      findings.breach("I33", "message " + sent.msg() + " was dropped while connected");
    }
  }

  private boolean threwSince(SentMessage sent) {
    Epoch open = view.current;
    return open == null || open.threw || open.begunAt > sent.call.t();
  }

  private void written(TraceRecord rec) {
    if (rec.is("packet", "binary")) {
      SentMessage cut = beingWritten;
      if (cut != null && cut.attachmentsLeft > 0) {
        cut.attachmentsLeft--;
      }
      return;
    }
    boolean isMessage = rec.is("packet", "event") && rec.is("event", "message");
    if (!isMessage) {
      return;
    }
    Epoch to = view.epoch;
    if (to != null && !to.wasConnected()) {
      findings.breach("I36", "a message was written before the CONNECT reply");
    } else if (rec.has("state") && !rec.is("state", "CONNECTED")) {
      findings.breach("I36", "a message was written in state " + rec.text("state"));
    }
    SentMessage sent = byMessage.get(rec.number("msg"));
    beingWritten = sent;
    if (sent == null || to == null) {
      findings.breach("I29", "message " + rec.number("msg") + " is on the wire; nobody sent it");
      return;
    }
    if (sent.writtenTo != null) {
      findings.breach("I31", "message " + sent.msg() + " was written twice");
    } else {
      writtenOnce(sent, rec);
    }
    sent.writtenTo = to;
    sent.attachmentsLeft = (int) Math.max(0, rec.number("attachments"));
    compare(sent.call, rec);
  }

  private void writtenOnce(SentMessage sent, TraceRecord rec) {
    long age = facts.bounds().queueAge();
    if (sent.order < lastOrder) {
      findings.breach(
          lastInsideConnect ? "I36" : "I30",
          "message " + sent.msg() + " waited and was overtaken by a later one");
    } else {
      lastOrder = sent.order;
      lastInsideConnect = sent.insideConnect;
    }
    if (!facts.has(Trait.BUFFERS) && sent.offline) {
      findings.breach("I33", "message " + sent.msg() + " waited, though none may wait");
    } else if (age > 0 && rec.t() - sent.call.t() > age) {
      findings.breach("I35", "message " + sent.msg() + " was written when it was too old");
    } else if (sent.done != null) {
      findings.breach("I29", "message " + sent.msg() + " was told dropped, and is written now");
    }
  }

  private void compare(TraceRecord call, TraceRecord wire) {
    boolean same =
        Objects.equals(call.optionalFlag("echo"), wire.optionalFlag("echo"))
            && call.text("channel").equals(wire.text("channel"))
            && call.text("event").equals(wire.text("name"));
    if (!same) {
      findings.breach("I37", "channel, name or echo of the message are not as given");
    }
    if (call.has("data") && wire.has("data") && !call.text("data").equals(wire.text("data"))) {
      findings.breach("I43", "the value on the wire is not the one at the call");
    }
  }

  @Override
  public void settle(long now) {
    SentMessage offered = justOffered;
    justOffered = null;
    if (offered != null && offered.done == null && offered.writtenTo == null) {
      boolean returned = pending.containsKey(offered.call.number("id"));
      if (returned) {
        findings.breach("I33", "message " + offered.msg() + " waits, though none may wait");
      }
    }
    if (closedSeq >= 0 && view.awake(now) - closedAwake > SOON + view.lateness()) {
      allHaveFates(closedSeq);
      closedSeq = -1;
    }
  }

  private void allHaveFates(long sentBefore) {
    for (SentMessage each : pending.values()) {
      if (each.call.seq() < sentBefore) {
        findings.breach("I29", each.call.seq(), "message " + each.msg() + " has no fate");
        return;
      }
    }
  }

  @Override
  public void end() {
    if (facts.has(Trait.ENDS_CLOSED)) {
      allHaveFates(Long.MAX_VALUE);
    }
  }
}
