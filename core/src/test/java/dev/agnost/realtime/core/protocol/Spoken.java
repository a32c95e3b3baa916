package dev.agnost.realtime.core.protocol;

import dev.agnost.realtime.core.protocol.Packet.Connected;
import dev.agnost.realtime.core.protocol.Packet.EngineOpen;
import dev.agnost.realtime.core.protocol.Packet.EnginePing;
import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Refused;
import dev.agnost.realtime.core.protocol.Packet.Violation;
import dev.agnost.realtime.core.protocol.ReferenceJson.Value;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a frame means, in a form in which two decoders can be compared.
 *
 * @param kind the simple name of the packet's class
 * @param parts all that can be asked of it; JSON as one character for each byte
 */
public record Spoken(String kind, List<@Nullable Object> parts) {

  private static final int LONGEST_REFUSAL = 1_024;

  static Spoken of(String kind, @Nullable Object... parts) {
    List<@Nullable Object> list = new ArrayList<>();
    for (Object part : parts) {
      list.add(part);
    }
    return new Spoken(kind, list);
  }

  static Spoken violation(Layer layer) {
    return of("Violation", layer);
  }

  static Spoken refused(String message, String code, String origin, String detail) {
    return of("Refused", brief(message), brief(code), brief(origin), brief(detail));
  }

  private static String brief(String text) {
    return SafeText.of(text, LONGEST_REFUSAL);
  }

  static Spoken event(String name, long ackId, int size, List<String> arguments) {
    return of("Event", List.of(), size, name, ackId, arguments);
  }

  static Spoken event(
      String name,
      long ackId,
      int size,
      List<String> arguments,
      @Nullable String channel,
      @Nullable String message) {
    return of("Event", List.of(), size, name, ackId, arguments, "envelope", channel, message);
  }

  /** An event with its attachments; anything else has none. */
  Spoken with(List<byte[]> attachments) {
    if (!kind.equals("Event")) {
      return this;
    }
    List<String> binary = attachments.stream().map(HexFormat.of()::formatHex).toList();
    List<@Nullable Object> more = new ArrayList<>(parts);
    more.set(0, binary);
    more.set(
        1, (Integer) parts.get(1) + attachments.stream().mapToInt(bytes -> bytes.length).sum());
    return new Spoken(kind, more);
  }

  /** What the decoder said, and what its packet answers to all questions. */
  public static Spoken of(Packet packet) {
    if (packet instanceof Event event) {
      return ofEvent(event);
    }
    if (packet instanceof Violation violation) {
      return violation(violation.layer());
    }
    if (packet instanceof EngineOpen open) {
      return of(
          "EngineOpen",
          open.sid(),
          open.pingIntervalMillis(),
          open.pingTimeoutMillis(),
          open.maxPayload());
    }
    if (packet instanceof EnginePing ping) {
      return of("EnginePing", latin(ping.payload()));
    }
    if (packet instanceof Connected connected) {
      return of("Connected", connected.socketId());
    }
    if (packet instanceof Refused refused) {
      return of("Refused", refused.message(), refused.code(), refused.origin(), refused.detail());
    }
    return of(packet.getClass().getSimpleName());
  }

  private static Spoken ofEvent(Event event) {
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < event.argumentCount(); i++) {
      arguments.add(String.valueOf(latin(event.argument(i))));
    }
    List<String> binary = new ArrayList<>();
    for (ByteBuffer attachment : event.attachments()) {
      binary.add(HexFormat.of().formatHex(bytes(attachment)));
    }
    Envelope envelope = Envelope.of(event);
    return envelope == null
        ? of("Event", binary, event.size(), event.name(), event.ackId(), arguments)
        : of(
            "Event",
            binary,
            event.size(),
            event.name(),
            event.ackId(),
            arguments,
            "envelope",
            envelope.channel(),
            latin(envelope.message()));
  }

  /** Whether the connection must end. */
  public boolean isViolation() {
    return kind.equals("Violation");
  }

  static @Nullable String latin(@Nullable ByteBuffer buffer) {
    return buffer == null ? null : new String(bytes(buffer), StandardCharsets.ISO_8859_1);
  }

  static String latin(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  static @Nullable String latin(byte[] bytes, @Nullable Value value) {
    return value == null ? null : latin(bytes, value.from(), value.to());
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
