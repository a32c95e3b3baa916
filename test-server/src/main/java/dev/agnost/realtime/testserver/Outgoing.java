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
   * An event packet; {@code 42[..]}, or {@code 45n-[..]} with attachments.
   *
   * @param arguments a JSON array, the name first
   */
  static Outgoing event(Payload arguments) {
    return packet("2", "5", "", arguments);
  }

  /**
   * An acknowledgement; {@code 43id[..]}, or {@code 46n-id[..]} with attachments.
   *
   * @param answer the one argument
   */
  static Outgoing ack(String id, Payload answer) {
    Payload arguments = new Payload("[" + answer.json() + "]", answer.attachments());
    return packet("3", "6", id, arguments);
  }

  private static Outgoing packet(String type, String binaryType, String id, Payload payload) {
    int count = payload.attachments().size();
    if (count == 0) {
      return text("4" + type + id + payload.json());
    }
    String text = "4" + binaryType + count + "-" + id + payload.json();
    List<byte[]> frames = new ArrayList<>(count + 1);
    frames.add(FrameWriter.text(text));
    payload.attachments().forEach(bytes -> frames.add(FrameWriter.binary(bytes)));
    return new Outgoing(text, frames);
  }
}
