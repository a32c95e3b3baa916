package dev.agnost.realtime.core.protocol;

import dev.agnost.realtime.core.protocol.Packet.Disconnected;
import dev.agnost.realtime.core.protocol.Packet.EngineClose;
import dev.agnost.realtime.core.protocol.Packet.EngineNoop;
import dev.agnost.realtime.core.protocol.Packet.EnginePing;
import dev.agnost.realtime.core.protocol.Packet.Ignored;
import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Partial;
import dev.agnost.realtime.core.protocol.Packet.Violation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Turns the WebSocket messages of one connection into packets. Total: whatever comes in, a packet
 * comes out, in linear time and with memory in proportion to the message; never an exception.
 *
 * <p>Not thread-safe; one for each connection. It keeps nothing between calls but the binary packet
 * whose attachments are missing, and a few short names.
 *
 * <p>Where the reference is no model: blanks in front of the payload are a violation; events whose
 * name is unusable are {@link Packet.Unusable}; an acknowledgement id beyond 63 bits is cut to
 * {@link Long#MAX_VALUE}; {@code num} of a placeholder must be written in plain digits ({@code 1},
 * not {@code 1.0}); packets of other namespaces are checked before they are ignored.
 */
public final class PacketDecoder {

  private static final Ignored ENGINE_REPLY = new Ignored("a pong or upgrade from the server");
  private static final Ignored ACKNOWLEDGEMENT = new Ignored("an acknowledgement");
  private static final Ignored OTHER_NAMESPACE = new Ignored("a packet of another namespace");

  private final DecoderLimits limits;
  private final Frame frame = new Frame();
  private final JsonScanner json;
  private final SocketHeader header = new SocketHeader();
  private final EventReader events;
  private final ReplyReader replies;
  private @Nullable BinaryAssembler assembly;
  private int badPlaceholders;

  /** A decoder for a new connection. */
  public PacketDecoder(DecoderLimits limits) {
    this.limits = limits;
    this.json = new JsonScanner(limits);
    this.events = new EventReader(json, limits);
    this.replies = new ReplyReader(json);
  }

  /** A decoder with {@link DecoderLimits#DEFAULT}. */
  public PacketDecoder() {
    this(DecoderLimits.DEFAULT);
  }

  /**
   * Takes a text message.
   *
   * @param utf8 the message from position to limit; read during the call only, and not moved
   */
  public Packet text(ByteBuffer utf8) {
    int length = utf8.remaining();
    if (length == 1 && utf8.get(utf8.position()) == '2') {
      return EnginePing.EMPTY;
    }
    if (length == 0) {
      return violation(Layer.ENGINE, "an empty text message");
    }
    if (length > limits.messageBytes()) {
      return tooLarge();
    }
    frame.load(utf8);
    Packet packet = frame.isUtf8() ? engine() : violation(Layer.ENGINE, "text that is not UTF-8");
    frame.clear();
    return packet;
  }

  /**
   * Takes a binary message.
   *
   * @param bytes the message from position to limit; read during the call only, and not moved
   */
  public Packet binary(ByteBuffer bytes) {
    BinaryAssembler awaited = assembly;
    if (awaited == null) {
      return violation(Layer.SOCKET, "a binary message that was not announced");
    }
    if (!awaited.hasRoomFor(bytes.remaining())) {
      return tooLarge();
    }
    Packet packet = awaited.add(bytes);
    if (packet != Partial.INSTANCE) {
      assembly = null;
    }
    return packet;
  }

  /** Whether a binary packet has begun whose attachments are not all there. */
  public boolean awaitsAttachments() {
    return assembly != null;
  }

  private Packet engine() {
    return switch (frame.bytes[0]) {
      case '0' -> open();
      case '1' -> EngineClose.INSTANCE;
      case '2' -> new EnginePing(frame.slice(1, frame.end));
      case '3', '5' -> ENGINE_REPLY;
      case '4' -> message();
      case '6' -> EngineNoop.INSTANCE;
      case 'b' -> base64();
      default -> violation(Layer.ENGINE, "unknown packet type");
    };
  }

  private Packet base64() {
    try {
      byte[] encoded = Arrays.copyOfRange(frame.bytes, 1, frame.end);
      return binary(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)));
    } catch (IllegalArgumentException notBase64) {
      return violation(Layer.ENGINE, "a binary message that is not base64");
    }
  }

  private Packet open() {
    json.reset(frame, null);
    Packet packet = replies.open(frame);
    json.release();
    return settled(packet);
  }

  private Packet message() {
    if (assembly != null) {
      return violation(Layer.SOCKET, "a text message while attachments are missing");
    }
    String problem = header.read(frame, limits.attachments());
    if (problem != null) {
      return violation(Layer.SOCKET, problem);
    }
    badPlaceholders = 0;
    json.reset(
        frame,
        header.attachments() == 0 ? null : new PlaceholderWatch(frame.bytes, this::checkNumber));
    Packet packet = payload(header.payload());
    json.release();
    events.release();
    if (packet instanceof Violation) {
      return settled(packet);
    }
    if (badPlaceholders > 0) {
      return violation(Layer.SOCKET, "a placeholder without an attachment of its number");
    }
    return awaitAttachments(header.isMainNamespace() ? packet : OTHER_NAMESPACE);
  }

  private void checkNumber(int from, int number) {
    if (number < 0 || number >= header.attachments()) {
      badPlaceholders++;
    }
  }

  private Packet payload(int from) {
    return switch (header.type()) {
      case '0' -> replies.connected(frame, from);
      case '1' -> disconnected(from);
      case '2', '5' -> events.event(frame, from, header.ackId());
      case '4' -> replies.refused(frame, from);
      default -> acknowledgement(from);
    };
  }

  private Packet disconnected(int from) {
    return from == frame.end
        ? Disconnected.INSTANCE
        : new Violation(Layer.SOCKET, "a DISCONNECT with a payload");
  }

  private Packet acknowledgement(int from) {
    if (from == frame.end) {
      return ACKNOWLEDGEMENT;
    }
    if (frame.bytes[from] != '[') {
      return new Violation(Layer.SOCKET, "an acknowledgement without an array");
    }
    return json.document(from) == JsonScanner.FAILED
        ? new Violation(Layer.SOCKET, json.problem())
        : ACKNOWLEDGEMENT;
  }

  private Packet awaitAttachments(Packet packet) {
    if (header.attachments() == 0) {
      return packet;
    }
    assembly = new BinaryAssembler(packet, header.attachments(), limits.messageBytes() - frame.end);
    return Partial.INSTANCE;
  }

  private Violation tooLarge() {
    return violation(Layer.ENGINE, "a packet larger than " + limits.messageBytes() + " bytes");
  }

  private Violation violation(Layer layer, String why) {
    assembly = null;
    return new Violation(layer, why);
  }

  /** After a violation nothing is waited for. */
  private Packet settled(Packet packet) {
    if (packet instanceof Violation) {
      assembly = null;
    }
    return packet;
  }
}
