package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Payload;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.TypeRef;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A received value, decoded when asked for. */
class ReceivedPayload implements Payload {

  private static final ByteBuffer NULL =
      ByteBuffer.wrap("null".getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();

  private final @Nullable ByteBuffer json;
  private final List<ByteBuffer> attachments;
  private final PayloadCodec codec;

  /**
   * @param json read-only, or null if the sender gave no value
   */
  ReceivedPayload(@Nullable ByteBuffer json, List<ByteBuffer> attachments, PayloadCodec codec) {
    this.json = json;
    this.attachments = attachments;
    this.codec = codec;
  }

  @Override
  public final boolean isPresent() {
    return json != null;
  }

  @Override
  public final boolean isNull() {
    return json == null || json.equals(NULL);
  }

  @Override
  public final <T> @Nullable T as(Class<T> type) {
    return bind(type);
  }

  @Override
  public final <T> @Nullable T as(TypeRef<T> type) {
    return bind(type.type());
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // an instance of the type
  private <T> @Nullable T bind(Type type) {
    return (T) codec.decode(new Encoded(jsonBytes(), attachments()), type);
  }

  @Override
  public final String asText() {
    ByteBuffer bytes = jsonBytes();
    boolean text = bytes.hasRemaining() && bytes.get(bytes.position()) == '"';
    if (text) {
      String value = this.<String>bind(String.class);
      return value == null ? "null" : value;
    }
    return asJson();
  }

  @Override
  public final String asJson() {
    return StandardCharsets.UTF_8.decode(jsonBytes()).toString();
  }

  @Override
  public final byte[] asBytes() {
    byte[] bytes = isNull() ? null : this.<byte[]>bind(byte[].class);
    if (bytes == null) {
      throw PayloadException.notDecodable(
          "the payload is null, not binary; ask isNull() before asBytes()", null);
    }
    return bytes;
  }

  @Override
  public final ByteBuffer jsonBytes() {
    return json == null ? NULL.duplicate() : json.duplicate();
  }

  @Override
  public final List<ByteBuffer> attachments() {
    return attachments.isEmpty()
        ? List.of()
        : attachments.stream().map(ByteBuffer::duplicate).toList();
  }

  /** The size only: payloads may be confidential. */
  @Override
  public String toString() {
    return "Payload[" + (json == null ? "absent" : json.remaining() + " bytes") + "]";
  }
}
