package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import dev.agnost.realtime.core.protocol.DecoderLimits;

/** The limits of a factory's parsers and generators, as far as its version of Jackson has them. */
final class StreamLimits {

  private StreamLimits() {}

  static void apply(JsonFactory factory, int maxBytes, int maxWriteDepth) {
    DecoderLimits limits = DecoderLimits.DEFAULT;
    StreamReadConstraints.Builder reading =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depth())
            .maxNumberLength(limits.numberLength())
            .maxStringLength(maxBytes);
    try {
      Since216.apply(factory, reading, limits.nameLength(), maxBytes, maxWriteDepth);
    } catch (LinkageError jackson215) {
      // ignored: what is read has passed the decoder, which bounds names and documents itself, and
      // Jackson 2.15 reports a recursion that is too deep to be written
    }
    factory.setStreamReadConstraints(reading.build());
  }

  /** What Jackson 2.15 cannot link. */
  private static final class Since216 {

    private Since216() {}

    static void apply(
        JsonFactory factory,
        StreamReadConstraints.Builder reading,
        int nameLength,
        int documentLength,
        int writeDepth) {
      reading.maxNameLength(nameLength).maxDocumentLength(documentLength);
      factory.setStreamWriteConstraints(
          StreamWriteConstraints.builder().maxNestingDepth(writeDepth).build());
    }
  }
}
