package dev.agnost.realtime.core.json;

import java.io.IOException;

/** The cause of a {@code PayloadException} for a value that is larger than a message may be. */
public final class MessageTooLargeException extends IOException {

  private static final long serialVersionUID = 1L;

  MessageTooLargeException(String message) {
    super(message);
  }
}
