package dev.agnost.realtime.core.path;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.core.client.SimulatedClient;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.core.runtime.Draft;
import dev.agnost.realtime.core.runtime.ScriptedConnection;
import dev.agnost.realtime.core.runtime.ScriptedTransport;
import dev.agnost.realtime.core.runtime.SessionEnvironment;
import dev.agnost.realtime.core.runtime.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A connected client between a scripted transport and a listener, on one thread. */
public final class Conversation {

  private final VirtualTime time = new VirtualTime();
  private final ScriptedTransport transport = new ScriptedTransport();
  private final List<String> log = new ArrayList<>();
  private final AgnostClient client =
      SimulatedClient.of(
          new Draft().options(),
          new SessionEnvironment(
              time, () -> 0.5, time.workers(), time.callbacks(), () -> transport, () -> {}),
          new JacksonPayloadCodec(),
          1_000_000);

  /** Connects, and has a message go each way, so that what runs once for a client has run. */
  public Conversation() {
    client.realtime().on("say", message -> reach("listener on " + message.channel()));
    CompletableFuture<Void> unused = client.realtime().open();
    time.run();
    transport.latest().accepts("sid-1");
    time.run();
    receive();
    send();
  }

  /** Has the transport signal a message; returns what happened. */
  public List<String> receive() {
    log.clear();
    connection().says("42[\"say\",{\"channel\":\"room\",\"message\":\"hi\"}]");
    time.run();
    return List.copyOf(log);
  }

  /** Sends a message; returns what happened. */
  public List<String> send() {
    log.clear();
    connection().onSend = frame -> reach("transport with " + frame);
    CompletableFuture<Void> unused = client.realtime().send("room", "say", "hi");
    time.run();
    return List.copyOf(log);
  }

  private ScriptedConnection connection() {
    return transport.latest();
  }

  private void reach(String where) {
    log.add(where);
    MethodEntries.handedOn();
  }
}
