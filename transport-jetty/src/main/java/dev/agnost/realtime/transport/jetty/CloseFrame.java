package dev.agnost.realtime.transport.jetty;

import dev.agnost.realtime.transport.CloseStatus;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * A close frame of ours, which tells Jetty that it is an ordinary one whatever its code. For codes
 * such as 1001 Jetty would drop what is queued (T6.1) and hang up without waiting for the answer.
 */
final class CloseFrame extends Frame
    implements org.eclipse.jetty.websocket.core.CloseStatus.Supplier {

  CloseFrame(CloseStatus status) {
    super(OpCode.CLOSE, true, payload(status));
  }

  private static ByteBuffer payload(CloseStatus status) {
    if (status.code() == CloseStatus.NO_STATUS.code()) {
      return ByteBuffer.allocate(0);
    }
    byte[] reason = status.reason().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(2 + reason.length)
        .putShort((short) status.code())
        .put(reason)
        .flip();
  }

  @Override
  public org.eclipse.jetty.websocket.core.CloseStatus getCloseStatus() {
    return org.eclipse.jetty.websocket.core.CloseStatus.NORMAL_STATUS;
  }

  /** What the peer's close frame says; Jetty has checked it. */
  static CloseStatus statusOf(Frame frame) {
    org.eclipse.jetty.websocket.core.CloseStatus status =
        org.eclipse.jetty.websocket.core.CloseStatus.getCloseStatus(frame);
    @Nullable String reason = status.getReason();
    return new CloseStatus(status.getCode(), reason == null ? "" : reason);
  }
}
