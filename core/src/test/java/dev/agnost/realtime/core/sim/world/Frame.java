package dev.agnost.realtime.core.sim.world;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One WebSocket message on its way, with its attributes in the trace. */
final class Frame {

  private final boolean text;
  private final byte[] bytes; // never changed
  private final @Nullable Object[] about; // attributes of its record
  private final @Nullable ParsedFrame parsed;

  private Frame(
      boolean text, byte[] bytes, @Nullable ParsedFrame parsed, @Nullable Object[] about) {
    this.text = text;
    this.bytes = bytes;
    this.parsed = parsed;
    this.about = about;
  }

  /** What the server sends as text; {@code about} begins with {@code "packet", ...}. */
  static Frame text(String text, @Nullable Object... about) {
    return new Frame(true, text.getBytes(StandardCharsets.UTF_8), null, about);
  }

  /** What the server sends as binary. */
  static Frame binary(byte[] bytes, @Nullable Object... about) {
    return new Frame(false, bytes, null, about);
  }

  /** What a client sends. */
  static Frame of(ParsedFrame parsed) {
    return new Frame(parsed.isText(), parsed.bytes(), parsed, parsed.about());
  }

  boolean isText() {
    return text;
  }

  byte[] bytes() {
    return bytes;
  }

  @Nullable Object[] about() {
    return about;
  }

  /** The parsed content. */
  ParsedFrame parsed() {
    ParsedFrame known = parsed;
    if (known == null) {
      throw new AssertionError("sent by the server");
    }
    return known;
  }
}
