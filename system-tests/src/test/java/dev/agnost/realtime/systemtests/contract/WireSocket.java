package dev.agnost.realtime.systemtests.contract;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The client's half of a WebSocket on a plain socket: RFC 6455 as far as these tests need it.
 *
 * <p>Not {@code java.net.http}: its WebSocket of JDK 17 says nothing when the connection is lost
 * right after a message, about once in forty times.
 */
final class WireSocket {
  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int NO_STATUS = 1005; // RFC 6455 §7.1.5
  private static final byte[] MASK = {1, 2, 3, 4};

  private final Socket socket;
  private final DataInputStream in;

  private WireSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /** Connects and upgrades; answers when the server has answered. */
  static WireSocket open(URI uri) throws IOException {
    Socket socket = new Socket(uri.getHost(), uri.getPort());
    try {
      socket.setTcpNoDelay(true);
      WireSocket opened = new WireSocket(socket);
      opened.upgrade(uri);
      return opened;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void sendText(String text) throws IOException {
    write(TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  void sendBinary(byte[] bytes) throws IOException {
    write(BINARY, bytes);
  }

  void sendClose(int status) throws IOException {
    write(CLOSE, new byte[] {(byte) (status >> 8), (byte) status});
  }

  /** Waits for a message as a line: text as it is, {@code bin:ff}, {@code closed:1005}. */
  String read() throws IOException {
    while (true) {
      int first = in.readUnsignedByte();
      byte[] payload = in.readNBytes(length(in.readUnsignedByte()));
      if ((first & FINAL) == 0) {
        throw new IOException("fragments are not expected here");
      }
      switch (first & 0x0f) {
        case TEXT -> {
          return new String(payload, StandardCharsets.UTF_8);
        }
        case BINARY -> {
          return "bin:" + HexFormat.of().formatHex(payload);
        }
        case CLOSE -> {
          write(CLOSE, payload);
          return "closed:" + (payload.length < 2 ? NO_STATUS : ByteBuffer.wrap(payload).getShort());
        }
        case PING -> throw new IOException("the servers send no WebSocket pings");
        default -> throw new IOException("unexpected frame " + first);
      }
    }
  }

  /** Cuts the TCP connection. */
  void cut() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private int length(int second) throws IOException {
    return switch (second) {
      case 126 -> in.readUnsignedShort();
      case 127 -> Math.toIntExact(in.readLong());
      default -> second;
    };
  }

  private synchronized void write(int opcode, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(FINAL | opcode);
    if (payload.length < 126) {
      frame.write(MASKED | payload.length);
    } else if (payload.length <= 0xffff) {
      frame.write(MASKED | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      throw new IOException("too long for these tests: " + payload.length);
    }
    frame.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK[i % MASK.length]);
    }
    socket.getOutputStream().write(frame.toByteArray());
  }

  private void upgrade(URI uri) throws IOException {
    String request =
        """
        GET %s?%s HTTP/1.1
        Host: %s
        Upgrade: websocket
        Connection: Upgrade
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
        Sec-WebSocket-Version: 13
        Sec-WebSocket-Extensions: permessage-deflate

        """
            .formatted(uri.getPath(), uri.getQuery(), uri.getAuthority())
            .replace("\n", "\r\n");
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
    }
    if (status != 101) {
      throw new UpgradeRejectedException(status, headers);
    }
    if (headers.containsKey("Sec-WebSocket-Extensions")) {
      throw new IOException("the servers accept no extension: " + headers);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended in the answer to the upgrade");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  /** The server answered the upgrade with something else than 101. */
  static final class UpgradeRejectedException extends IOException {
    private static final long serialVersionUID = 1;

    UpgradeRejectedException(int status, Map<String, String> headers) {
      super(status + " Retry-After: " + headers.get("Retry-After"));
    }
  }
}
