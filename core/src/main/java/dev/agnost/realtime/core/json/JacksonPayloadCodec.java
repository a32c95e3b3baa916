package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.util.ByteBufferBackedInputStream;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.core.protocol.DecoderLimits;
import dev.agnost.realtime.core.protocol.Placeholders;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Binds payloads with Jackson. Thread-safe.
 *
 * <p>Binary parts: {@code byte[]} and {@link ByteBuffer} (from position to limit) anywhere in a
 * value become attachments, copied when {@link #encode} is called. When decoding, placeholders
 * become {@code byte[]} or {@link ByteBuffer}, also where the target is {@code Object}, a map or a
 * list; the form {@code {"type":"Buffer","data":[1,2]}} that the REST interface uses is understood
 * where the target is binary. Base64 strings are not.
 *
 * <p>Without a mapper of the user: dates and times as ISO-8601 text ({@code java.util.Date} as
 * JavaScript writes it), {@code Optional} as its value or null, unknown properties are ignored,
 * scalars are not converted into each other unless {@code @JsonFormat} has them written so, null or
 * nothing does not fit a primitive, {@code 1.0} fits an {@code int} and {@code 1.5} does not.
 * Integers keep all digits, also for {@code Object}; numbers with a fraction become {@code Double}
 * for {@code Object} and keep all digits for {@code BigDecimal}.
 *
 * <p>Refused when encoding: NaN and infinities, values nested deeper than {@value #MAX_DEPTH} or
 * that contain themselves, more than 10 binary parts, objects that look like a placeholder beside
 * real binary parts, integers and decimals of more than some 960 digits, keys above 4 KiB.
 */
public final class JacksonPayloadCodec implements PayloadCodec {

  /** Two of the levels that receivers accept belong to the envelope. */
  static final int MAX_DEPTH = 198;

  private final ObjectMapper mapper;
  private final ObjectReader reader;
  private final ObjectWriter writer;
  private final int maxBytes;
  private int expectedBytes; // of the latest value; any thread, a hint that may be lost

  /** Binds as described above, with payloads up to 16 MiB. */
  public JacksonPayloadCodec() {
    this(DecoderLimits.DEFAULT.messageBytes());
  }

  /**
   * Binds as described above.
   *
   * @param maxBytes the size of the JSON, and of all attachments together, at least 1
   */
  JacksonPayloadCodec(int maxBytes) {
    this(DefaultMapper.create(), maxBytes);
  }

  /**
   * Binds as a mapper does: its modules, features and mix-ins decide, but for binary parts and
   * limits.
   *
   * @param mapper copied, not changed; later changes have no effect
   * @throws IllegalArgumentException if default typing is active, if it does not make JSON, or if
   *     it cannot be copied
   */
  public JacksonPayloadCodec(ObjectMapper mapper) {
    this(UserMapper.copyOf(mapper), DecoderLimits.DEFAULT.messageBytes());
  }

  private JacksonPayloadCodec(ObjectMapper own, int maxBytes) {
    StreamLimits.apply(own.getFactory(), maxBytes, MAX_DEPTH);
    own.registerModule(new BinaryModule());
    own.registerModule(
        new SimpleModule("agnost-realtime-foreign")
            .setSerializerModifier(new ForeignValues())
            .setDeserializerModifier(new ForeignTargets()));
    this.mapper = own;
    this.reader = own.reader();
    this.writer = own.writer();
    this.maxBytes = maxBytes;
  }

  /**
   * The same codec with another limit.
   *
   * @param bytes the size of the JSON, and of all attachments together, at least 1
   */
  public JacksonPayloadCodec withMaxBytes(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1: " + bytes);
    }
    return bytes == maxBytes ? this : new JacksonPayloadCodec(mapper.copy(), bytes);
  }

  @Override
  public Encoded encode(@Nullable Object value) {
    List<ByteBuffer> attachments = new ArrayList<>();
    ByteBuffer json;
    try {
      json = write(value, attachments);
    } catch (IOException | RuntimeException failure) {
      throw PayloadFailures.notEncodable(value, failure);
    } catch (StackOverflowError endless) {
      // references that Jackson follows without counting a level, such as AtomicReference
      throw PayloadException.notEncodable(
          PayloadFailures.typeOf(value) + " contains itself, or is nested too deep", endless);
    }
    if (!attachments.isEmpty() && Placeholders.in(json).size() != attachments.size()) {
      throw PayloadException.notEncodable(
          "an object with \"_placeholder\":true beside binary parts: receivers would take it for"
              + " one of them. Rename the property",
          null);
    }
    return new Encoded(json, attachments);
  }

  private ByteBuffer write(@Nullable Object value, List<ByteBuffer> attachments)
      throws IOException {
    LimitedOutput output = new LimitedOutput(maxBytes, expectedBytes);
    // closed at the end only if all went well: closing would write on after a failure
    JsonGenerator json = writer.createGenerator(output);
    AttachmentGenerator generator = new AttachmentGenerator(json, attachments, maxBytes);
    writer.writeValue(generator, value);
    generator.close();
    if (output.size() != expectedBytes) {
      expectedBytes = output.size();
    }
    return output.json();
  }

  @Override
  public @Nullable Object decode(Encoded payload, Type type) {
    Objects.requireNonNull(type, "type");
    try (JsonParser json = parser(payload)) {
      JavaType target = reader.getTypeFactory().constructType(type);
      return reader.forType(target).readValue(json);
    } catch (IOException | RuntimeException failure) {
      throw PayloadFailures.notDecodable(type, failure);
    } catch (StackOverflowError endless) {
      throw PayloadException.notDecodable(PayloadFailures.nameOf(type) + " contains itself", null);
    }
  }

  private JsonParser parser(Encoded payload) throws IOException {
    ByteBuffer bytes = payload.json();
    JsonParser json =
        bytes.hasArray()
            ? reader.createParser(
                bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining())
            : reader.createParser(new ByteBufferBackedInputStream(bytes.duplicate()));
    return payload.attachments().isEmpty() ? json : AttachmentTokens.parser(json, payload);
  }
}
