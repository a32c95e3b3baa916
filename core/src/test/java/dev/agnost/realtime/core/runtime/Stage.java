package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** A session between a {@link ScriptedTransport} and listeners that write down what they hear. */
public final class Stage {

  public final VirtualTime time = new VirtualTime();
  public final ScriptedTransport transport = new ScriptedTransport();

  /** What listeners heard, in order, but changes of state. */
  public final List<String> heard = new ArrayList<>();

  public final List<StateChange> changes = new ArrayList<>();
  public final List<RealtimeError> errors = new ArrayList<>();
  public final Session session;
  public DoubleSupplier random = () -> 0.5;
  public int released;

  public Stage() {
    this(draft -> {});
  }

  public Stage(Consumer<Draft> change) {
    this(change, null);
  }

  /**
   * @param callbackExecutor null for that of {@link #time}
   */
  public Stage(Consumer<Draft> change, @Nullable Executor callbackExecutor) {
    Draft draft = new Draft();
    change.accept(draft);
    session =
        new Session(
            draft.options(),
            new SessionEnvironment(
                time,
                () -> random.getAsDouble(),
                time.workers(),
                callbackExecutor == null ? time.callbacks() : callbackExecutor,
                () -> transport,
                () -> released++,
                draft.metrics,
                "scripted"),
            event -> heard.add("event " + event.name()));
    session.listeners().onConnect(() -> heard.add("connect"));
    session.listeners().onDisconnect(reason -> heard.add("disconnect " + reason));
    session
        .listeners()
        .onError(
            error -> {
              errors.add(error);
              heard.add("error " + error.code());
            });
    session.listeners().onReconnectAttempt(number -> heard.add("attempt " + number));
    session.listeners().onStateChange(changes::add);
  }

  /** A session that is connected as {@code sid-1}. */
  public static Stage connected() {
    return connected(draft -> {});
  }

  public static Stage connected(Consumer<Draft> change) {
    Stage stage = new Stage(change);
    stage.connect("sid-1");
    return stage;
  }

  /** Calls {@code open()}; the transport is asked to connect. */
  public ScriptedConnection opening() {
    CompletableFuture<Void> unused = session.open();
    time.run();
    return transport.latest();
  }

  /** Calls {@code open()} and has the server accept. */
  public ScriptedConnection connect(String sid) {
    ScriptedConnection connection = opening().accepts(sid);
    time.run();
    return connection;
  }

  public ScriptedConnection connection() {
    return transport.latest();
  }

  public ConnectionState state() {
    return session.snapshot().state();
  }

  public CompletableFuture<Void> send(String event) {
    return session.send(message(event));
  }

  public static OutboundPacket message(String event) {
    return PacketEncoder.message("room", event, encoded("1"), null);
  }

  public static Encoded encoded(String json) {
    return new Encoded(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), List.of());
  }

  /** The frame of {@link #message}. */
  public static String frame(String event) {
    return "42[\"message\",{\"channel\":\"room\",\"eventName\":\"" + event + "\",\"message\":1}]";
  }

  /** The states that the listener heard of. */
  public List<ConnectionState> states() {
    return changes.stream().map(StateChange::current).toList();
  }
}
