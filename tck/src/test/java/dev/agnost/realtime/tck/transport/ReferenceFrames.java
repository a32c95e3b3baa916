package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/** Reads frames and joins them to messages. Reader's thread only. */
class ReferenceFrames {

  private static final int FIN = 0x80;
  private static final int RESERVED = 0x70;

  private final ReferenceConnection connection;
  private final DataInputStream in;
  private final ByteArrayOutputStream joined;
  private int joining; // the opcode of the first fragment, 0 outside a message

  ReferenceFrames(ReferenceConnection connection, DataInputStream in) {
    this.connection = connection;
    this.in = in;
    this.joined = connection.newBuffer();
  }

  void readToTheEnd() throws IOException {
    while (true) {
      connection.awaitDemand();
      if (connection.signals.isEnded()) {
        return;
      }
      int head = in.readUnsignedByte();
      int opcode = head & 0x0f;
      long length = readLength(head);
      if (opcode >= Frame.CLOSE) {
        if (control(opcode, readPayload(length))) {
          return;
        }
      } else {
        data(opcode, (head & FIN) != 0, length);
      }
    }
  }

  private long readLength(int head) throws IOException {
    int second = in.readUnsignedByte();
    int opcode = head & 0x0f;
    boolean control = opcode >= Frame.CLOSE;
    connection.checkReserved(head & RESERVED);
    connection.checkUnmasked(second < 0x80);
    require(opcode <= Frame.BINARY || (control && opcode <= Frame.PONG), "opcode " + opcode);
    require(!control || ((head & FIN) != 0 && second < 126), "a long or fragmented control frame");
    require(control || (opcode == 0) == (joining != 0), "a fragment out of sequence");
    long length = second;
    if (second == 126) {
      length = in.readUnsignedShort();
    } else if (second == 127) {
      length = in.readLong();
    }
    require(length >= 0, "a length of " + length);
    return length;
  }

  private void data(int opcode, boolean last, long length) throws IOException {
    joining = opcode == 0 ? joining : opcode;
    connection.checkSize(joined.size(), length);
    byte[] part = connection.part(joining, readPayload(length));
    connection.checkRead(joined.size() + part.length);
    joined.writeBytes(part);
    if (last) {
      int type = joining;
      byte[] message = joined.toByteArray();
      joined.reset();
      joining = 0;
      connection.message(type, message);
    }
  }

  private byte[] readPayload(long length) throws IOException {
    byte[] payload = in.readNBytes((int) Math.min(length, Integer.MAX_VALUE - 8));
    if (payload.length < length) {
      throw new EOFException("the connection ended inside a frame");
    }
    return payload;
  }

  /** Returns true after a close frame. */
  private boolean control(int opcode, byte[] payload) throws IOException {
    if (opcode == Frame.PING) {
      connection.ping(payload);
    } else if (opcode == Frame.CLOSE) {
      connection.peerClosed(status(payload), in);
      return true;
    }
    return false;
  }

  private CloseStatus status(byte[] payload) throws IOException {
    if (payload.length == 0) {
      return CloseStatus.NO_STATUS;
    }
    require(payload.length > 1, "a close frame of one byte");
    int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
    connection.checkCloseCode(code);
    ByteBuffer reason = ByteBuffer.wrap(payload, 2, payload.length - 2);
    return new CloseStatus(code, connection.reason(reason));
  }

  static void require(boolean good, String what) throws IOException {
    if (!good) {
      throw new ProtocolException(what);
    }
  }
}
