package dev.agnost.realtime;

import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns values into JSON with binary attachments and back. Thread-safe. Core brings one based on
 * Jackson; another may be given to the builder.
 *
 * <p>Binary parts ({@code byte[]}, {@link ByteBuffer}) do not stand in the JSON: in place of the
 * n-th stands {@code {"_placeholder":true,"num":n}}, and its bytes are attachment n.
 */
public interface PayloadCodec {

  /**
   * Encodes a value. The result must not change when the value does.
   *
   * @throws PayloadException (code {@code AGN-401}) if it cannot be encoded, or if it contains an
   *     object that looks like a placeholder beside real attachments
   */
  Encoded encode(@Nullable Object value);

  /**
   * Binds a payload to a type.
   *
   * @param type a class or generic type
   * @return an instance of {@code type}, or null for JSON {@code null}
   * @throws PayloadException (code {@code AGN-402}) if it does not fit
   */
  @Nullable Object decode(Encoded payload, Type type);

  /**
   * JSON and attachments.
   *
   * @param json one JSON value in UTF-8, from position to limit
   * @param attachments the binary parts in order of their number
   */
  record Encoded(ByteBuffer json, List<ByteBuffer> attachments) {

    /** Copies the list, not the bytes. */
    public Encoded {
      attachments = List.copyOf(attachments);
    }
  }
}
