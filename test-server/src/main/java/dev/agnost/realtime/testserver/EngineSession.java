package dev.agnost.realtime.testserver;

import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Engine.IO 4 over one WebSocket: open packet, heartbeat, closing; as engine.io 6.4.2. Guarded by
 * the lock of {@link World}.
 */
final class EngineSession {
  private final World world;
  private final Connection connection;
  private final String id;
  private final SocketIoSession sockets;
  private boolean closed;
  private long deadline; // nanoTime; moved by each packet
  private World.@Nullable Timer pingTimer;
  private World.@Nullable Timer deadlineTimer;
  private World.@Nullable Timer connectTimer;

  EngineSession(World world, Connection connection, @Nullable String origin) {
    this.world = world;
    this.connection = connection;
    this.id = world.newId();
    this.sockets = new SocketIoSession(world, this, origin);
  }

  String id() {
    return id;
  }

  Connection connection() {
    return connection;
  }

  SocketIoSession sockets() {
    return sockets;
  }

  void open() {
    ServerSettings settings = world.settings();
    String override = world.faults().openPacket();
    String open =
        "0{\"sid\":\""
            + id
            + "\",\"upgrades\":[],\"pingInterval\":"
            + settings.pingInterval().toMillis()
            + ",\"pingTimeout\":"
            + settings.pingTimeout().toMillis()
            + ",\"maxPayload\":"
            + settings.maxPayloadBytes()
            + "}";
    send(Outgoing.text(override != null ? override : open));
    startPingTimer();
    connectTimer = world.after(settings.connectTimeout(), this::close);
  }

  void send(Outgoing packet) {
    if (!closed) {
      connection.send(packet);
    }
  }

  void onText(String text) {
    if (closed) {
      return;
    }
    extendDeadline();
    char type = text.isEmpty() ? '?' : text.charAt(0);
    switch (type) {
      case '4' -> guarded(() -> sockets.onText(text.substring(1)));
      case 'b' -> guarded(() -> sockets.onBinary(Base64.getDecoder().decode(text.substring(1))));
      case '3' -> startPingTimer();
      case '0', '1', '5', '6' -> {
        // of no meaning on a WebSocket; the real server ignores them
      }
      default -> close(); // unknown type, empty, or a ping, which only servers may send
    }
  }

  void onBinary(byte[] bytes) {
    if (!closed) {
      extendDeadline();
      guarded(() -> sockets.onBinary(bytes));
    }
  }

  void onConnected() {
    cancel(connectTimer);
  }

  /** The server closes: the channels are told, a close frame without status follows. */
  void close() {
    if (!closed) {
      onTransportClosed();
      connection.sendClose(FrameWriter.close());
    }
  }

  /** The transport is gone or going. */
  void onTransportClosed() {
    closed = true;
    cancelTimers();
    sockets.end();
  }

  /** The process dies. */
  void abandon() {
    closed = true;
    cancelTimers();
    sockets.forget();
  }

  boolean isClosed() {
    return closed;
  }

  /** Handles a packet; closes the connection if the packet is bad. */
  void guarded(Runnable packet) {
    try {
      packet.run();
    } catch (IllegalArgumentException e) {
      connection.note("bad input: " + e.getMessage());
      close();
    }
  }

  /** The next ping comes one interval after opening, and one interval after each pong. */
  private void startPingTimer() {
    cancel(pingTimer);
    pingTimer =
        world.after(
            world.settings().pingInterval(),
            () -> {
              send(Outgoing.text("2"));
              setDeadline(world.settings().pingTimeout());
            });
  }

  /** As engine.io 6.4.2: any packet shows that the client lives. */
  private void extendDeadline() {
    Duration allowed = world.settings().pingInterval().plus(world.settings().pingTimeout());
    deadline = System.nanoTime() + allowed.toNanos();
  }

  private void setDeadline(Duration allowed) {
    deadline = System.nanoTime() + allowed.toNanos();
    cancel(deadlineTimer);
    deadlineTimer = world.after(allowed, this::onDeadline);
  }

  private void onDeadline() {
    long left = deadline - System.nanoTime();
    if (left > 0) {
      deadlineTimer = world.after(Duration.ofNanos(left), this::onDeadline);
    } else {
      connection.note("ping timeout");
      close();
    }
  }

  private void cancelTimers() {
    cancel(pingTimer);
    cancel(deadlineTimer);
    cancel(connectTimer);
  }

  private static void cancel(World.@Nullable Timer timer) {
    if (timer != null) {
      timer.cancel();
    }
  }
}
