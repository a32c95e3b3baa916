package dev.agnost.realtime.core.protocol;

import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.ReferenceJson.Malformed;
import dev.agnost.realtime.core.protocol.ReferenceJson.Value;
import dev.agnost.realtime.core.protocol.ReferenceJson.Word;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What {@link PacketDecoder} should say, by a regular expression and a tree instead of one pass
 * over bytes. It knows no limit for the size of a packet.
 */
public final class ReferenceDecoder {

  private static final Pattern PACKET =
      Pattern.compile("4(?:[0-4]|[56](\\d+)-)(/[^,]*(?:,|$))?(\\d*)(.*)", Pattern.DOTALL);
  private static final Set<String> RESERVED =
      Set.of(
          "connect",
          "connect_error",
          "disconnect",
          "disconnecting",
          "newListener",
          "removeListener");

  private @Nullable Spoken header; // whose attachments are missing
  private int missing;
  private final List<byte[]> attachments = new ArrayList<>();

  /** A text message. */
  public Spoken text(byte[] bytes) {
    Spoken spoken = read(bytes);
    if (spoken.isViolation()) {
      forget();
    }
    return spoken;
  }

  /** A binary message. */
  public Spoken binary(byte[] bytes) {
    Spoken awaited = header;
    if (awaited == null) {
      return Spoken.violation(Layer.SOCKET);
    }
    attachments.add(bytes);
    missing--;
    if (missing > 0) {
      return Spoken.of("Partial");
    }
    Spoken whole = awaited.with(attachments);
    forget();
    return whole;
  }

  /** How many binary messages must follow. */
  public int missing() {
    return missing;
  }

  private void forget() {
    header = null;
    missing = 0;
    attachments.clear();
  }

  private Spoken read(byte[] bytes) {
    if (bytes.length == 0 || !isUtf8(bytes)) {
      return Spoken.violation(Layer.ENGINE);
    }
    try {
      return switch (bytes[0]) {
        case '0' -> open(bytes);
        case '1' -> Spoken.of("EngineClose");
        case '2' -> Spoken.of("EnginePing", Spoken.latin(bytes, 1, bytes.length));
        case '3', '5' -> Spoken.of("Ignored");
        case '4' -> message(bytes);
        case '6' -> Spoken.of("EngineNoop");
        case 'b' -> binary(Base64.getDecoder().decode(Arrays.copyOfRange(bytes, 1, bytes.length)));
        default -> Spoken.violation(Layer.ENGINE);
      };
    } catch (Malformed malformed) {
      return Spoken.violation(bytes[0] == '0' ? Layer.ENGINE : Layer.SOCKET);
    } catch (IllegalArgumentException notBase64) {
      return Spoken.violation(Layer.ENGINE);
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException malformed) {
      return false;
    }
  }

  private static Spoken open(byte[] bytes) {
    Value open = object(bytes, 1);
    Value sid = open.member("sid");
    long interval = integer(open.member("pingInterval"));
    long timeout = integer(open.member("pingTimeout"));
    long payload = integer(open.member("maxPayload"));
    if (sid == null || !(sid.meaning() instanceof String id)) {
      throw new Malformed("no session id");
    }
    if (Math.min(interval, timeout) < 1 || Math.max(interval, timeout) > 600_000) {
      throw new Malformed("no interval");
    }
    return Spoken.of("EngineOpen", id, interval, timeout, payload > 0 ? payload : Long.MAX_VALUE);
  }

  private Spoken message(byte[] bytes) {
    if (header != null) {
      throw new Malformed("text where an attachment is due");
    }
    Matcher packet = PACKET.matcher(Spoken.latin(bytes, 0, bytes.length));
    if (!packet.matches()) {
      throw new Malformed("no packet");
    }
    String counted = packet.group(1);
    long count = counted == null ? 0 : number(counted);
    if (counted != null && (count < 1 || count > 10)) {
      throw new Malformed("a bad number of attachments");
    }
    String namespace = packet.group(2);
    long ackId = packet.group(3).isEmpty() ? -1 : number(packet.group(3));
    Spoken spoken = payload(bytes, packet.start(4), ackId, (int) count);
    if (namespace != null && !namespace.equals("/") && !namespace.equals("/,")) {
      spoken = Spoken.of("Ignored");
    }
    if (count == 0) {
      return spoken;
    }
    header = spoken;
    missing = (int) count;
    return Spoken.of("Partial");
  }

  private static Spoken payload(byte[] bytes, int from, long ackId, int count) {
    boolean none = from == bytes.length;
    return switch (bytes[1]) {
      case '0' -> none ? Spoken.of("Incompatible") : connected(object(bytes, from));
      case '1' -> disconnected(none);
      case '4' -> none ? Spoken.refused("", "", "", "") : refused(bytes, from);
      case '3', '6' -> {
        if (!none && bytes[from] != '[') {
          throw new Malformed("no array");
        }
        if (!none) {
          check(ReferenceJson.document(bytes, from), count);
        }
        yield Spoken.of("Ignored");
      }
      default -> event(bytes, ReferenceJson.elements(bytes, from), ackId, count);
    };
  }

  private static Spoken disconnected(boolean none) {
    if (!none) {
      throw new Malformed("a DISCONNECT with a payload");
    }
    return Spoken.of("Disconnected");
  }

  private static Spoken connected(Value reply) {
    Value sid = reply.member("sid");
    if (sid == null || sid.is("null") || sid.meaning().equals("")) {
      return Spoken.of("Incompatible");
    }
    if (!(sid.meaning() instanceof String id)) {
      throw new Malformed("a sid that is no string");
    }
    return Spoken.of("Connected", id);
  }

  private static Spoken refused(byte[] bytes, int from) {
    if (" \t\r\n".indexOf(bytes[from]) >= 0) {
      throw new Malformed("a blank in front");
    }
    Value refusal = ReferenceJson.document(bytes, from);
    if (!(refusal.meaning() instanceof Map)) {
      return Spoken.refused(refusal.meaning() instanceof String text ? text : "", "", "", "");
    }
    Value data = refusal.member("data");
    String message = shown(bytes, refusal.member("message"));
    return data == null || !(data.meaning() instanceof Map)
        ? Spoken.refused(message, "", "", shown(bytes, data))
        : Spoken.refused(
            message,
            shown(bytes, data.member("code")),
            shown(bytes, data.member("origin")),
            shown(bytes, data.member("message")));
  }

  private static Spoken event(byte[] bytes, List<Value> elements, long ackId, int count) {
    if (elements.isEmpty()) {
      throw new Malformed("no name");
    }
    elements.forEach(element -> check(element, count));
    Value first = elements.get(0);
    if (!(first.meaning() instanceof String name)
        || first.to() - first.from() - 2 > 4_096
        || RESERVED.contains(name)) {
      return Spoken.of("Unusable");
    }
    List<Value> arguments = elements.subList(1, elements.size());
    List<String> json = arguments.stream().map(each -> Spoken.latin(bytes, each)).toList();
    Value envelope = arguments.isEmpty() ? null : arguments.get(0);
    return envelope == null || !(envelope.meaning() instanceof Map)
        ? Spoken.event(name, ackId, bytes.length, json)
        : Spoken.event(
            name,
            ackId,
            bytes.length,
            json,
            channel(envelope.member("channel")),
            Spoken.latin(bytes, envelope.member("message")));
  }

  private static @Nullable String channel(@Nullable Value channel) {
    if (channel == null || channel.is("null")) {
      return null;
    }
    return channel.meaning() instanceof String text
        ? text
        : channel.meaning() instanceof Word word ? word.text() : null;
  }

  /** Each placeholder must have a number that there is an attachment of, if there are any. */
  private static void check(Value value, int count) {
    if (count == 0) {
      return;
    }
    if (value.meaning() instanceof List<?> elements) {
      elements.forEach(element -> check((Value) element, count));
    } else if (value.meaning() instanceof Map<?, ?> members) {
      members.values().forEach(member -> check((Value) member, count));
      Value mark = value.member("_placeholder");
      long number = integer(value.member("num"));
      if (mark != null && mark.is("true") && (number < 0 || number >= count)) {
        throw new Malformed("a placeholder of nothing");
      }
    }
  }

  private static Value object(byte[] bytes, int from) {
    if (from == bytes.length || bytes[from] != '{') {
      throw new Malformed("no object");
    }
    return ReferenceJson.document(bytes, from);
  }

  private static String shown(byte[] bytes, @Nullable Value value) {
    if (value == null || value.is("null")) {
      return "";
    }
    return value.meaning() instanceof String text
        ? text
        : new String(bytes, value.from(), value.to() - value.from(), StandardCharsets.UTF_8);
  }

  /** A whole number without sign, fraction and exponent; else -1. */
  private static long integer(@Nullable Value value) {
    return value != null
            && value.meaning() instanceof Word word
            && word.text().chars().allMatch(c -> c >= '0' && c <= '9')
        ? number(word.text())
        : -1;
  }

  private static long number(String digits) {
    BigInteger number = new BigInteger(digits);
    return number.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
  }
}
