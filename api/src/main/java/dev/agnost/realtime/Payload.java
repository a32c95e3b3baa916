package dev.agnost.realtime;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A received value that is decoded when asked for. Immutable, thread-safe; may be kept.
 *
 * <p>It holds the JSON as it came and the binary attachments of its packet.
 */
public interface Payload {

  /** Whether the sender gave a value; {@code null} is one. */
  boolean isPresent();

  /** Whether the value is JSON {@code null} or absent. */
  boolean isNull();

  /**
   * Binds the value to a type. The result is null for {@code null} and for an absent value.
   *
   * @throws PayloadException if it does not fit, and for {@code null} if {@code type} is primitive
   */
  <T> @Nullable T as(Class<T> type);

  /** Binds the value to a generic type. See {@link #as(Class)}. */
  <T> @Nullable T as(TypeRef<T> type);

  /** The text of a string; for any other value its JSON text. */
  String asText();

  /**
   * The JSON text as it came, {@code null} if the value is absent. Binary parts stand as {@code
   * {"_placeholder":true,"num":n}} with n an index of {@link #attachments()}.
   */
  String asJson();

  /**
   * A copy of the bytes of a value that is binary as a whole.
   *
   * @throws PayloadException if it is anything else
   */
  byte[] asBytes();

  /** The JSON as UTF-8, read-only, without a copy. Each call gives a buffer of its own. */
  ByteBuffer jsonBytes();

  /** The binary attachments of the packet, read-only, without a copy. */
  List<ByteBuffer> attachments();
}
