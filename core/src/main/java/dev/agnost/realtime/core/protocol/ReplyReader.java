package dev.agnost.realtime.core.protocol;

import dev.agnost.realtime.core.protocol.Packet.Connected;
import dev.agnost.realtime.core.protocol.Packet.EngineOpen;
import dev.agnost.realtime.core.protocol.Packet.Incompatible;
import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Refused;
import dev.agnost.realtime.core.protocol.Packet.Violation;

/** Reads the objects that come once per connection: open packet, CONNECT reply, refusal. */
final class ReplyReader {

  private static final int LONGEST_TEXT = 1_024;

  private final JsonScanner json;

  ReplyReader(JsonScanner json) {
    this.json = json;
  }

  /** The open packet; unknown fields are ignored. */
  Packet open(Frame frame) {
    MemberBounds fields = new MemberBounds("sid", "pingInterval", "pingTimeout", "maxPayload");
    if (!readWhole(frame, 1, fields)) {
      return violation(Layer.ENGINE, "an open packet that is not a JSON object");
    }
    if (!fields.begins(0, '"')) {
      return violation(Layer.ENGINE, "an open packet without a session id");
    }
    long interval = fields.integer(1);
    long timeout = fields.integer(2);
    if (isOutOfRange(interval) || isOutOfRange(timeout)) {
      return violation(
          Layer.ENGINE,
          "a ping interval or timeout that is not between 1 and "
              + EngineOpen.MAX_INTERVAL_MILLIS
              + " ms");
    }
    // as the reference, which ignores a size that is no size
    long maxPayload = fields.integer(3) > 0 ? fields.integer(3) : Long.MAX_VALUE;
    return new EngineOpen(fields.string(0), interval, timeout, maxPayload);
  }

  private static boolean isOutOfRange(long millis) {
    return millis < 1 || millis > EngineOpen.MAX_INTERVAL_MILLIS;
  }

  /** The CONNECT reply. Without an id it is one of a server of Socket.IO 2. */
  Packet connected(Frame frame, int from) {
    if (from == frame.end) {
      return Incompatible.INSTANCE;
    }
    MemberBounds fields = new MemberBounds("sid");
    if (!readWhole(frame, from, fields)) {
      return violation(Layer.SOCKET, "a CONNECT reply that is not a JSON object");
    }
    if (!fields.has(0) || fields.begins(0, 'n')) {
      return Incompatible.INSTANCE;
    }
    if (!fields.begins(0, '"')) {
      return violation(Layer.SOCKET, "a CONNECT reply whose sid is not a string");
    }
    String sid = fields.string(0);
    return sid.isEmpty() ? Incompatible.INSTANCE : new Connected(sid);
  }

  /** A refusal, of which nothing is relied on but that it is JSON. */
  Packet refused(Frame frame, int from) {
    if (from == frame.end) {
      return new Refused("", "", "", "");
    }
    if (frame.bytes[from] != '{') {
      if (json.blanks(from) != from || json.document(from) == JsonScanner.FAILED) {
        return violation(Layer.SOCKET, "a CONNECT_ERROR that is not JSON");
      }
      return new Refused(wholeString(frame, from), "", "", "");
    }
    MemberBounds fields = new MemberBounds("message", "data");
    if (!readWhole(frame, from, fields)) {
      return violation(Layer.SOCKET, "a CONNECT_ERROR that is not JSON");
    }
    if (!fields.begins(1, '{')) {
      return new Refused(brief(fields.text(0)), "", "", brief(fields.text(1)));
    }
    MemberBounds data = new MemberBounds("code", "origin", "message").reset(frame);
    json.object(fields.from(1), data);
    return new Refused(
        brief(fields.text(0)), brief(data.text(0)), brief(data.text(1)), brief(data.text(2)));
  }

  private String wholeString(Frame frame, int from) {
    return frame.bytes[from] == '"'
        ? brief(JsonText.unescape(frame.bytes, from + 1, json.string(from) - 1))
        : "";
  }

  private boolean readWhole(Frame frame, int from, MemberBounds fields) {
    if (frame.bytes[from] != '{') {
      return false;
    }
    int to = json.object(from, fields.reset(frame));
    return to != JsonScanner.FAILED && json.finish(to) != JsonScanner.FAILED;
  }

  private static String brief(String text) {
    return SafeText.of(text, LONGEST_TEXT);
  }

  private static Violation violation(Layer layer, String why) {
    return new Violation(layer, why);
  }
}
