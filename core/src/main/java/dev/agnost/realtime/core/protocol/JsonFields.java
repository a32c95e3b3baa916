package dev.agnost.realtime.core.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Single members of JSON objects, read without a tree. Total: for what is no object, or not JSON,
 * there is no member. Of equal keys the last counts.
 */
public final class JsonFields {

  private JsonFields() {}

  /**
   * The value of a string member, or null if it is missing or not a string.
   *
   * @param json UTF-8, from position to limit; not moved
   * @param name ASCII
   */
  public static @Nullable String string(ByteBuffer json, String name) {
    MemberBounds member = find(json, name);
    return member.begins(0, '"') ? member.string(0) : null;
  }

  /**
   * The JSON of a member, read-only and without a copy, or null if it is missing.
   *
   * @param json UTF-8, from position to limit; not moved
   * @param name ASCII
   */
  public static @Nullable ByteBuffer value(ByteBuffer json, String name) {
    MemberBounds member = find(json, name);
    int start = json.position();
    return member.has(0) ? Slices.of(json, start + member.from(0), start + member.to(0)) : null;
  }

  private static MemberBounds find(ByteBuffer json, String name) {
    Frame frame = Frame.copyOf(json);
    MemberBounds member = new MemberBounds(name).reset(frame);
    JsonScanner scanner = new JsonScanner(DecoderLimits.DEFAULT);
    scanner.reset(frame, null);
    int at = scanner.blanks(0);
    if (frame.bytes[at] != '{' || scanner.object(at, member) == JsonScanner.FAILED) {
      member.release();
    }
    return member;
  }
}
