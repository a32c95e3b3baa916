package dev.agnost.realtime.testserver;

import java.util.ArrayList;
import java.util.List;

/**
 * One Engine.IO packet with the binary messages that belong to it, encoded once for all receivers.
 *
 * @param text for the log
 * @param frames never interleaved with others
 */
record Outgoing(String text, List<byte[]> frames) {

  static Outgoing text(String text) {
    return new Outgoing(text, List.of(FrameWriter.text(text)));
  }

  static Outgoing binary(byte[] bytes) {
    return new Outgoing("bin:" + bytes.length + " bytes", List.of(FrameWriter.binary(bytes)));
  }

  /**
   * An event packet; {@code 42[..]}, or {@code 45n-[..]} when the payload has attachments.
   *
   * @param arguments the JSON array with the text of {@code payload} in it
   */
  static Outgoing event(String arguments, Payload payload) {
    int count = payload.attachments().size();
    if (count == 0) {
      return text("42" + arguments);
    }
    String text = "45" + count + "-" + arguments;
    List<byte[]> frames = new ArrayList<>(count + 1);
    frames.add(FrameWriter.text(text));
    payload.attachments().forEach(bytes -> frames.add(FrameWriter.binary(bytes)));
    return new Outgoing(text, frames);
  }
}
