package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;
import org.jspecify.annotations.Nullable;

/** A message that the application has sent, and what became of it. */
final class SentMessage {

  final TraceRecord call;
  final long order; // among those of its client
  final boolean flowed; // there was a connection when it was sent
  final boolean offline; // there was certainly none
  final boolean insideConnect; // sent by a listener of onConnect
  @Nullable Epoch writtenTo;
  int attachmentsLeft;
  @Nullable TraceRecord done;

  SentMessage(TraceRecord call, long order, ClientView view) {
    this.call = call;
    this.order = order;
    boolean connected = view.state.equals("CONNECTED");
    this.flowed = connected && view.flows();
    this.offline = !connected && !view.flows();
    this.insideConnect = call.has("inside") && view.openCallbackEvent.equals("@connect");
  }

  long msg() {
    return call.number("msg");
  }
}
