package dev.agnost.realtime.core.protocol;

import org.jspecify.annotations.Nullable;

/** The header of a Socket.IO packet. Reused from packet to packet. */
final class SocketHeader {

  private byte type;
  private int attachments;
  private boolean mainNamespace;
  private long ackId;
  private int payload;

  /**
   * Reads {@code type [attachments "-"] [namespace ","] [id]} behind the {@code 4} of the frame.
   *
   * @return what is wrong, or null
   */
  @Nullable String read(Frame frame, int maxAttachments) {
    type = frame.bytes[1];
    if (type < '0' || type > '6') {
      return "unknown packet type";
    }
    int at = 2;
    attachments = 0;
    if (type == '5' || type == '6') {
      while (Digits.isDigit(frame.bytes[at])) {
        attachments = (int) Math.min(1_000_000, Digits.append(attachments, frame.bytes[at]));
        at++;
      }
      if (at == 2 || frame.bytes[at] != '-' || attachments == 0) {
        return "no number of attachments";
      }
      if (attachments > maxAttachments) {
        return "more than " + maxAttachments + " attachments";
      }
      at++;
    }
    payload = ackId(frame, namespace(frame, at));
    return null;
  }

  private int namespace(Frame frame, int from) {
    mainNamespace = true;
    if (frame.bytes[from] != '/') {
      return from;
    }
    int at = from;
    while (at < frame.end && frame.bytes[at] != ',') {
      at++;
    }
    mainNamespace = at == from + 1;
    return Math.min(at + 1, frame.end);
  }

  private int ackId(Frame frame, int from) {
    int at = from;
    ackId = 0;
    while (Digits.isDigit(frame.bytes[at])) {
      ackId = Digits.append(ackId, frame.bytes[at]);
      at++;
    }
    if (at == from) {
      ackId = -1;
    }
    return at;
  }

  /** The type's digit. */
  byte type() {
    return type;
  }

  /** How many binary messages follow. */
  int attachments() {
    return attachments;
  }

  boolean isMainNamespace() {
    return mainNamespace;
  }

  /** The acknowledgement id, or -1; one that is too large is the largest. */
  long ackId() {
    return ackId;
  }

  /** Where the payload begins; the end of the frame if there is none. */
  int payload() {
    return payload;
  }
}
