package dev.agnost.realtime.core;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;

/**
 * Payloads bound by an application's own Jackson mapper:
 *
 * <pre>{@code
 * AgnostClient.builder(baseUrl, apiKey).payloadCodec(JacksonPayloads.with(mapper))
 * }</pre>
 *
 * <p>The one place where the SDK names Jackson; it needs {@code agnost-realtime-core} at compile
 * time. An application that brings no mapper needs neither.
 */
public final class JacksonPayloads {

  private JacksonPayloads() {}

  /**
   * A codec whose values are bound as a mapper does: its modules, features, naming and mix-ins
   * decide. What the platform needs stays as it is without one: {@code byte[]} and {@link
   * java.nio.ByteBuffer} travel as attachments, and depth, length of numbers and names, and size of
   * a message have limits, whatever those of the mapper are.
   *
   * @param mapper copied, not changed; later changes of it have no effect
   * @return immutable and thread-safe; given to a builder it follows that client's message limits
   * @throws IllegalArgumentException if default typing is active, since payloads of strangers would
   *     then choose the classes to load; if the mapper does not make JSON; or if it is of a
   *     subclass that does not override {@code copy()}
   */
  public static PayloadCodec with(ObjectMapper mapper) {
    return new JacksonPayloadCodec(mapper);
  }
}
