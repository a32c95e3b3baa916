package dev.agnost.realtime.core.protocol;

import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Unusable;
import dev.agnost.realtime.core.protocol.Packet.Violation;
import org.jspecify.annotations.Nullable;

/** Reads the arrays of events and acknowledgements: one pass that checks and finds. */
final class EventReader {

  private static final int CHANNEL = 0;
  private static final int MESSAGE = 1;

  private final JsonScanner json;
  private final DecoderLimits limits;
  private final NameCache names = new NameCache();
  private final MemberBounds members = new MemberBounds("channel", "message");
  private final EventBounds bounds = new EventBounds();

  EventReader(JsonScanner json, DecoderLimits limits) {
    this.json = json;
    this.limits = limits;
  }

  /** The event whose array begins at {@code from}; the scanner is on the frame. */
  Packet event(Frame frame, int from, long ackId) {
    if (frame.bytes[from] != '[') {
      return violation("an event without an array");
    }
    int nameFrom = json.blanks(from + 1);
    if (frame.bytes[nameFrom] == ']') {
      return violation("an event without a name");
    }
    int nameTo = json.value(nameFrom);
    if (nameTo == JsonScanner.FAILED || !arguments(frame, nameTo)) {
      return violation(json.problem());
    }
    if (frame.bytes[nameFrom] != '"') {
      return new Unusable("an event name that is not a string");
    }
    if (nameTo - nameFrom - 2 > limits.nameLength()) {
      return new Unusable("an event name longer than " + limits.nameLength() + " bytes");
    }
    String name = names.text(frame.bytes, nameFrom + 1, nameTo - 1);
    if (ReservedNames.contains(name)) {
      return new Unusable("the reserved event name " + name);
    }
    if (bounds.enveloped()) {
      bounds.envelope(channel(frame), members.from(MESSAGE), members.to(MESSAGE));
    }
    return new Event(name, ackId, frame, bounds);
  }

  /** Lets go of the frame and of what an unusually long one has left. */
  void release() {
    members.release();
    bounds.release();
  }

  /** The rest of the array behind the name. */
  private boolean arguments(Frame frame, int nameTo) {
    bounds.clear();
    int at = json.blanks(nameTo);
    while (frame.bytes[at] == ',') {
      int from = json.blanks(at + 1);
      int to = argument(frame, from);
      if (to == JsonScanner.FAILED) {
        return false;
      }
      bounds.add(from, to);
      at = json.blanks(to);
    }
    return json.endOfArray(at) != JsonScanner.FAILED;
  }

  private int argument(Frame frame, int from) {
    if (bounds.count() > 0 || frame.bytes[from] != '{') {
      return json.value(from);
    }
    bounds.beginEnvelope();
    return json.object(from, members.reset(frame));
  }

  private @Nullable String channel(Frame frame) {
    if (!members.has(CHANNEL)) {
      return null;
    }
    int from = members.from(CHANNEL);
    return switch (frame.bytes[from]) {
      case '"' -> names.text(frame.bytes, from + 1, members.to(CHANNEL) - 1);
      case 'n', '{', '[' -> null;
      default -> names.text(frame.bytes, from, members.to(CHANNEL));
    };
  }

  private static Violation violation(String why) {
    return new Violation(Layer.SOCKET, why);
  }
}
