package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;

/** An event that the client was given by a live connection. */
final class ReceivedEvent {

  final TraceRecord wire;
  final Epoch epoch;
  final boolean early; // before the CONNECT reply
  final long awake;
  boolean demanded; // the client asked for it, and a listener is registered for it
  long attachmentsLeft;

  ReceivedEvent(TraceRecord wire, Epoch epoch, long awake, boolean demanded) {
    this.demanded = demanded;
    this.wire = wire;
    this.epoch = epoch;
    this.early = !epoch.wasConnected();
    this.awake = awake;
    this.attachmentsLeft = Math.max(0, wire.number("attachments"));
  }

  long in() {
    return wire.number("in");
  }

  /** Whether it has to be delivered: nothing is missing, and the connection came to stand. */
  boolean counts() {
    return attachmentsLeft == 0 && epoch.wasConnected();
  }
}
