package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.tck.client.ConnectionEvent.Attempting;
import dev.agnost.realtime.tck.client.ConnectionEvent.Connected;
import dev.agnost.realtime.tck.client.ConnectionEvent.Failed;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;

/** A client with a listener of each kind that records its calls. */
public final class RecordingClient implements AutoCloseable {
  public final AgnostClient client;
  public final Realtime rt;

  public static final String FENCE = "fence-of-the-kit";

  private int fence; // test thread only

  /** onConnect, onDisconnect, onError and onReconnectAttempt, in the order of the calls. */
  public final EventLog<ConnectionEvent> connection = new EventLog<>("connection events");

  /** onStateChange. */
  public final EventLog<StateChange> states = new EventLog<>("state changes");

  /** Messages of all names, from onAny. */
  public final EventLog<Message> messages = new EventLog<>("messages");

  /** onJoin, onLeave and onUpdate. */
  public final EventLog<PresenceEvent> presence = new EventLog<>("joins, leaves and updates");

  /** Accesses the realtime module, which connects unless {@code autoConnect(false)}. */
  public RecordingClient(AgnostClient client) {
    this.client = client;
    this.rt = client.realtime(this::listen);
  }

  private void listen(Realtime realtime) {
    realtime.onConnect(
        () ->
            connection.add(
                new Connected(System.nanoTime(), realtime.getSocketId(), realtime.isConnected())));
    realtime.onDisconnect(
        reason ->
            connection.add(
                new Lost(
                    System.nanoTime(), reason, realtime.getSocketId(), realtime.isConnected())));
    realtime.onError(error -> connection.add(new Failed(System.nanoTime(), error)));
    realtime.onReconnectAttempt(
        number -> connection.add(new Attempting(System.nanoTime(), number)));
    realtime.onStateChange(states::add);
    realtime.onAny(this::record);
    realtime.onJoin(member -> presence.add(PresenceEvent.of("join", member)));
    realtime.onLeave(member -> presence.add(PresenceEvent.of("leave", member)));
    realtime.onUpdate(member -> presence.add(PresenceEvent.of("update", member)));
  }

  private void record(Message message) {
    String event = message.event();
    if (!event.equals(FENCE) && !event.startsWith("channel:") && !event.startsWith("user:")) {
      messages.add(message);
    }
  }

  /** The next connection event is onConnect; its id. */
  public String awaitConnected() {
    return connection.next(Connected.class).id();
  }

  /** The id of the present connection. */
  public String id() {
    return Objects.requireNonNull(rt.getSocketId(), "not connected");
  }

  /**
   * Waits until the server has dealt with all that this client has sent, and the listeners with all
   * that the server sent to it before: a message to itself comes back.
   */
  public void settle() {
    String mine = id() + " " + ++fence;
    CompletableFuture<Void> passed = new CompletableFuture<>();
    Registration registration =
        rt.on(
            FENCE,
            message -> {
              if (message.asText().equals(mine)) {
                passed.complete(null);
              }
            });
    broadcast(FENCE, mine, true);
    Timeouts.done("fence", passed);
    registration.close();
  }

  /** Waits until the state is this one. */
  public void awaitState(ConnectionState state) {
    Timeouts.await("state " + state, () -> rt.state() == state);
  }

  /** The state now, and what else follows from it. */
  public void assertState(ConnectionState state) {
    Assertions.assertEquals(state, rt.state(), "state()");
    boolean connected = state == ConnectionState.CONNECTED;
    Assertions.assertEquals(connected, rt.isConnected(), "isConnected()");
    Assertions.assertEquals(connected, rt.getSocketId() != null, "getSocketId() is there");
  }

  /** Opens and waits for the result. */
  public void open() {
    Timeouts.done("open()", rt.open());
  }

  /** Closes and waits for the result. */
  public void closeManually() {
    Timeouts.done("close()", rt.close());
  }

  /** Sends and waits until the message is handed over. */
  public void send(String channel, String event, @Nullable Object message) {
    Timeouts.done("send " + event, rt.send(channel, event, message));
  }

  /** Sends with the echo decided and waits until the message is handed over. */
  public void send(String channel, String event, @Nullable Object message, boolean echo) {
    Timeouts.done("send " + event, rt.send(channel, event, message, echo));
  }

  /** Broadcasts and waits until the message is handed over. */
  public void broadcast(String event, @Nullable Object message) {
    Timeouts.done("broadcast " + event, rt.broadcast(event, message));
  }

  /** Broadcasts with the echo decided and waits until the message is handed over. */
  public void broadcast(String event, @Nullable Object message, boolean echo) {
    Timeouts.done("broadcast " + event, rt.broadcast(event, message, echo));
  }

  @Override
  public void close() {
    client.close();
  }
}
