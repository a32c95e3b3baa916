package dev.agnost.realtime.core.protocol;

import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Unusable;
import dev.agnost.realtime.core.protocol.Packet.Violation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the arrays of events and acknowledgements: one pass that checks and finds. */
final class EventReader {

  private static final int CHANNEL = 0;
  private static final int MESSAGE = 1;
  private static final int USUAL_BOUNDS = 8;

  private final JsonScanner json;
  private final DecoderLimits limits;
  private final NameCache names = new NameCache();
  private final MemberBounds members = new MemberBounds("channel", "message");
  private int[] bounds = new int[USUAL_BOUNDS];
  private boolean enveloped;

  EventReader(JsonScanner json, DecoderLimits limits) {
    this.json = json;
    this.limits = limits;
  }

  /** The event whose array begins at {@code from}; the scanner stands on the frame. */
  Packet event(Frame frame, int from, long ackId) {
    if (frame.bytes[from] != '[') {
      return violation("an event without an array");
    }
    int nameFrom = json.blanks(from + 1);
    if (frame.bytes[nameFrom] == ']') {
      return violation("an event without a name");
    }
    int nameTo = json.value(nameFrom);
    int count = nameTo == JsonScanner.FAILED ? -1 : arguments(frame, nameTo);
    if (count < 0) {
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
    Envelope envelope = enveloped ? envelope(frame) : null;
    return Event.of(name, ackId, frame, Arrays.copyOf(bounds, 2 * count), envelope);
  }

  /** Lets go of the frame and of what an unusually long one has left. */
  void release() {
    members.reset(Frame.EMPTY);
    if (bounds.length > USUAL_BOUNDS) {
      bounds = new int[USUAL_BOUNDS];
    }
  }

  /** The rest of the array behind the name; returns how many arguments, or -1. */
  private int arguments(Frame frame, int nameTo) {
    int count = 0;
    enveloped = false;
    int at = json.blanks(nameTo);
    while (frame.bytes[at] == ',') {
      int from = json.blanks(at + 1);
      int to;
      if (count == 0 && frame.bytes[from] == '{') {
        enveloped = true;
        to = json.object(from, members.reset(frame));
      } else {
        to = json.value(from);
      }
      if (to == JsonScanner.FAILED) {
        return -1;
      }
      if (bounds.length == 2 * count) {
        bounds = Arrays.copyOf(bounds, 4 * count);
      }
      bounds[2 * count] = from;
      bounds[2 * count + 1] = to;
      count++;
      at = json.blanks(to);
    }
    return json.endOfArray(at) == JsonScanner.FAILED ? -1 : count;
  }

  private Envelope envelope(Frame frame) {
    String channel = channel(frame);
    return members.has(MESSAGE)
        ? new Envelope(channel, frame.words, members.from(MESSAGE), members.to(MESSAGE))
        : Envelope.empty(channel, frame.words);
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
