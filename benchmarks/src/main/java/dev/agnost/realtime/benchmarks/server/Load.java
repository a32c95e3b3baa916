package dev.agnost.realtime.benchmarks.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What the server is to do at present. Event loop only. */
final class Load {

  private final Set<LoadConnection> connections = new LinkedHashSet<>();
  private ByteBuf flood = Unpooled.EMPTY_BUFFER; // many frames
  private ByteBuf answer = Unpooled.EMPTY_BUFFER; // one frame
  private long batches; // left to write
  private long received;
  private long accepted;

  void add(LoadConnection connection) {
    connections.add(connection);
  }

  void remove(LoadConnection connection) {
    connections.remove(connection);
  }

  /** Obeys a line of control. */
  void command(String line) {
    String[] words = line.split(" ", 2);
    switch (words[0]) {
      case "flood" -> flood(words[1], Long.MAX_VALUE);
      case "burst" -> flood(words[1], Payloads.BURST_BATCHES);
      case "echo" -> answer = frame(words[1]);
      case "stop" -> stop();
      case "drop" -> drop();
      default -> throw new IllegalArgumentException("unknown command: " + line);
    }
  }

  private static ByteBuf frame(String size) {
    return Frames.text(Payloads.inbound(Payloads.json(Integer.parseInt(size))));
  }

  private void flood(String size, long count) {
    ByteBuf frame = frame(size);
    int frames = Payloads.batch(Payloads.json(Integer.parseInt(size)));
    batches = count;
    ByteBuf batch = Unpooled.directBuffer(frames * frame.readableBytes());
    for (int i = 0; i < frames; i++) {
      batch.writeBytes(frame, 0, frame.readableBytes());
    }
    flood.release();
    flood = batch;
    List.copyOf(connections).forEach(LoadConnection::pump);
  }

  /** One batch was written. */
  void written() {
    batches--;
  }

  void stop() {
    flood.release();
    flood = Unpooled.EMPTY_BUFFER;
    answer.release();
    answer = Unpooled.EMPTY_BUFFER;
  }

  void reset() {
    stop();
    received = 0;
    accepted = 0;
  }

  /** Ends all connections without a close frame, as a server that dies. */
  private void drop() {
    accepted = 0;
    List.copyOf(connections).forEach(LoadConnection::close);
  }

  /** Returns the next messages to write; empty if there are none. */
  ByteBuf flood() {
    if (batches == 0) {
      return Unpooled.EMPTY_BUFFER;
    }
    return flood;
  }

  ByteBuf answer() {
    return answer;
  }

  void messageReceived() {
    received++;
  }

  long received() {
    return received;
  }

  void connectionAccepted() {
    accepted++;
  }

  /** How many connections were accepted since the latest drop. */
  long accepted() {
    return accepted;
  }
}
