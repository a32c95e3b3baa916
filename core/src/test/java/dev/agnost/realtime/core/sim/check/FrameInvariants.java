package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.HashSet;
import java.util.Set;

/** How frames follow each other: I32, I38, I39, I40, and the pong of I49. */
final class FrameInvariants implements Invariants {

  private final ClientView view;
  private final Findings findings;
  private long epoch;
  private int owed; // attachments of the packet that is being written
  private int pings; // not answered yet
  private final Set<Long> ackIds = new HashSet<>(); // that we asked by, in this epoch
  private final Set<Long> asked = new HashSet<>(); // that the server asked by, in this epoch
  private final Set<Long> answered = new HashSet<>(); // by the server, in this run
  private final Set<Long> completed = new HashSet<>(); // calls

  FrameInvariants(ClientView view, Findings findings) {
    this.view = view;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case WIRE_ATTEMPT -> {
        epoch = rec.epoch();
        owed = 0;
        pings = 0;
        ackIds.clear();
        asked.clear();
      }
      case WIRE_THREW -> owed = rec.epoch() == epoch ? 0 : owed;
      case WIRE_TX -> written(rec);
      case WIRE_RX -> received(rec);
      case API_DONE -> {
        if (rec.is("outcome", "delivered") && !answered.contains(rec.number("ack"))) {
          findings.breach("I40", "told delivered, and the server has not said so");
        }
        if (rec.is("op", "ack") && !completed.add(rec.number("id"))) {
          findings.breach("I38", "an acknowledgement completed twice");
        }
      }
      default -> {}
    }
  }

  private void written(TraceRecord rec) {
    if (rec.epoch() != epoch) {
      return;
    }
    if (rec.is("packet", "binary")) {
      owed--;
      if (owed < 0) {
        findings.breach("I32", "an attachment without its packet");
        owed = 0;
      }
      return;
    }
    if (owed > 0) {
      findings.breach("I32", "a " + rec.text("packet") + " between a packet and its attachments");
    }
    owed = (int) Math.max(0, rec.number("attachments"));
    pings -= rec.is("packet", "pong") && pings > 0 ? 1 : 0;
    if (rec.has("ack")) {
      acknowledged(rec);
    }
  }

  private void acknowledged(TraceRecord rec) {
    long id = rec.number("ack");
    if (rec.is("packet", "ack")) {
      if (!asked.remove(id)) {
        findings.breach("I39", "a reply " + id + " that this connection did not ask for");
      }
    } else if (!ackIds.add(id)) {
      findings.breach("I38", "acknowledgement id " + id + " twice on one connection");
    }
  }

  private void received(TraceRecord rec) {
    if (view.dead) {
      return;
    }
    if (rec.is("packet", "ack")) {
      answered.add(rec.number("ack"));
    } else if (rec.has("ack")) {
      asked.add(rec.number("ack"));
    }
    Epoch of = view.epoch;
    boolean inTurn = of != null && of.stage.compareTo(Epoch.Stage.ENGINE) >= 0;
    pings += rec.is("packet", "ping") && inTurn ? 1 : 0;
  }

  @Override
  public void settle(long now) {
    Epoch open = view.current;
    if (pings > 0 && open != null && open.isLive() && !open.threw && open.cause.isEmpty()) {
      findings.breach("I49", "a ping was not answered at once");
    }
    pings = 0;
  }
}
