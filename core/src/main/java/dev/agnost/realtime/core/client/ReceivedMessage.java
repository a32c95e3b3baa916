package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.PayloadCodec;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A received message. */
final class ReceivedMessage extends ReceivedPayload implements Message {

  private final String event;
  private final @Nullable String channel;

  ReceivedMessage(
      String event,
      @Nullable String channel,
      @Nullable ByteBuffer json,
      List<ByteBuffer> attachments,
      PayloadCodec codec) {
    super(json, attachments, codec);
    this.event = event;
    this.channel = channel;
  }

  @Override
  public @Nullable String channel() {
    return channel;
  }

  @Override
  public String event() {
    return event;
  }

  @Override
  public String toString() {
    return "Message[event=" + event + ", channel=" + channel + ", " + super.toString() + "]";
  }
}
