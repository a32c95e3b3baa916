package dev.agnost.realtime.core.protocol;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Checks JSON of unknown origin before it is sent: a server closes the connection over it. */
public final class StrictJson {

  private StrictJson() {}

  /**
   * What is wrong with one JSON value, or null.
   *
   * @param json UTF-8, from position to limit; not moved
   * @param depth how deeply it may be nested, at least 1
   */
  public static @Nullable String problem(ByteBuffer json, int depth) {
    DecoderLimits limits = DecoderLimits.DEFAULT;
    JsonScanner scanner =
        new JsonScanner(
            new DecoderLimits(
                limits.attachments(),
                limits.messageBytes(),
                depth,
                limits.numberLength(),
                limits.nameLength()));
    Frame frame = Frame.copyOf(json);
    if (!frame.isUtf8()) {
      return "not UTF-8";
    }
    scanner.reset(frame, null);
    return scanner.document(0) == JsonScanner.FAILED ? scanner.problem() : null;
  }
}
