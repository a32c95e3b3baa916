package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportConnection;
import java.nio.ByteBuffer;

/**
 * Both ends of one open connection.
 *
 * @param client what {@code connect} returned
 * @param signals the signals of its listener; {@code onOpen} is taken already
 * @param peer the server's end
 */
record ConnectionPair(TransportConnection client, RecordingListener signals, PeerConnection peer) {

  void sendText(String text) {
    client.sendText(ByteBuffer.wrap(Frame.utf8(text)));
  }

  void sendBinary(byte[] bytes) {
    client.sendBinary(ByteBuffer.wrap(bytes));
  }

  void close(int code, String reason) {
    client.close(new CloseStatus(code, reason));
  }
}
