package dev.agnost.realtime.core.client;

import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.core.inbound.InboundBuffer;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.protocol.PacketDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

/** Plays the session for streams: one thread for callbacks, and a count of what is kept. */
final class Feed implements InboundBuffer, AutoCloseable {

  final MessageStreams streams = new MessageStreams();
  final AtomicLong heldBytes = new AtomicLong();
  final AtomicLong heldMessages = new AtomicLong();
  volatile boolean closed;
  private final PayloadCodec codec = new JacksonPayloadCodec();
  private final ExecutorService callbacks =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "feed");
            thread.setDaemon(true);
            return thread;
          });

  @Override
  public void hold(int bytes) {
    heldMessages.incrementAndGet();
    heldBytes.addAndGet(bytes);
  }

  @Override
  public void release(int bytes) {
    heldMessages.decrementAndGet();
    heldBytes.addAndGet(-bytes);
  }

  @Override
  public void callback(Runnable task) {
    try {
      callbacks.execute(task);
    } catch (RejectedExecutionException over) {
      if (!closed) {
        throw over;
      } // ignored: the rule has been verified, and whoever feeds on may come late
    }
  }

  /** Has an event delivered. */
  void say(String name, long number) {
    String frame = "42[\"" + name + "\",{\"channel\":\"room\",\"message\":" + number + "}]";
    Packet packet =
        new PacketDecoder().text(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)));
    Event event = (Event) packet;
    callback(() -> streams.deliver(name, new IncomingEvent(event, codec)));
  }

  @Override
  public void close() {
    closed = true;
    callbacks.shutdownNow();
  }
}
