package dev.agnost.realtime.core.protocol;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** Finds the placeholders of attachments. */
public final class Placeholders {

  private Placeholders() {}

  /**
   * The objects of one JSON value whose {@code _placeholder} is exactly {@code true}: where each
   * begins, counted from the position of the buffer, and its {@code num}, or -1 if that is not
   * written as a plain integer. Of equal keys the last counts. JSON that is not valid has none.
   */
  public static Map<Integer, Integer> in(ByteBuffer json) {
    Map<Integer, Integer> found = new HashMap<>();
    JsonScanner scanner = new JsonScanner(DecoderLimits.DEFAULT);
    Frame frame = Frame.copyOf(json);
    scanner.reset(frame, new PlaceholderWatch(frame.bytes, found::put));
    return scanner.document(0) == JsonScanner.FAILED ? Map.of() : found;
  }
}
