package dev.agnost.realtime.transport.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** A server on plain sockets that does what a test tells it, step by step. */
final class Peer implements Closeable {

  private static final int TIMEOUT_MILLIS = 10_000;

  private final ServerSocket server;
  private final String scheme;

  private Peer(ServerSocket server, String scheme) throws IOException {
    this.server = server;
    this.scheme = scheme;
    server.setSoTimeout(TIMEOUT_MILLIS);
  }

  static Peer plain() throws IOException {
    return new Peer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), "ws");
  }

  static Peer tls(SSLContext context) throws IOException {
    return new Peer(
        context
            .getServerSocketFactory()
            .createServerSocket(0, 200, InetAddress.getLoopbackAddress()),
        "wss");
  }

  int port() {
    return server.getLocalPort();
  }

  URI uri(String target) {
    return uri("127.0.0.1", target);
  }

  URI uri(String host, String target) {
    return URI.create(scheme + "://" + host + ":" + port() + target);
  }

  /** Waits for the next connection. */
  Line accept() throws IOException {
    Socket socket = server.accept();
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return new Line(socket);
  }

  /** Waits for the next connection and upgrades it. */
  Line upgrade() throws IOException {
    Line line = accept();
    line.write(line.switchingProtocols(line.readHead()));
    return line;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  /** A frame as the peer reads it, unmasked. */
  static final class Frame {

    private final int opcode;
    private final byte[] payload;
    private final byte[] mask;

    Frame(int opcode, byte[] payload, byte[] mask) {
      this.opcode = opcode;
      this.payload = payload;
      this.mask = mask;
    }

    int opcode() {
      return opcode;
    }

    byte[] payload() {
      return payload;
    }

    byte[] mask() {
      return mask;
    }

    String text() {
      return new String(payload, UTF_8);
    }

    int closeCode() {
      return payload.length == 0 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }
  }

  /** One connection. */
  static final class Line implements Closeable {

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Line(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      this.out = socket.getOutputStream();
    }

    String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
        head.write(in.readUnsignedByte());
      }
      return head.toString(ISO_8859_1);
    }

    byte[] switchingProtocols(String head) {
      return ("HTTP/1.1 101 Switching Protocols\r\n"
              + "Upgrade: websocket\r\n"
              + "Connection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + accept(head)
              + "\r\n\r\n")
          .getBytes(US_ASCII);
    }

    static String accept(String head) {
      String key =
          head.lines()
              .filter(line -> line.startsWith("Sec-WebSocket-Key: "))
              .findFirst()
              .orElseThrow()
              .substring("Sec-WebSocket-Key: ".length());
      try {
        byte[] digest =
            MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(US_ASCII));
        return Base64.getEncoder().encodeToString(digest);
      } catch (NoSuchAlgorithmException impossible) {
        throw new AssertionError(impossible);
      }
    }

    void write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    void write(String text) throws IOException {
      write(text.getBytes(ISO_8859_1));
    }

    int read() throws IOException {
      return in.read();
    }

    byte[] readBytes(int count) throws IOException {
      return in.readNBytes(count);
    }

    void text(String text) throws IOException {
      write(frame(0x81, text.getBytes(UTF_8)));
    }

    static byte[] frame(int firstByte, byte[] payload) {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      frame.write(firstByte);
      if (payload.length < 126) {
        frame.write(payload.length);
      } else if (payload.length <= 0xFFFF) {
        frame.write(126);
        frame.write(payload.length >>> 8);
        frame.write(payload.length);
      } else {
        frame.write(127);
        for (int shift = 56; shift >= 0; shift -= 8) {
          frame.write((int) ((long) payload.length >>> shift));
        }
      }
      frame.writeBytes(payload);
      return frame.toByteArray();
    }

    Frame readFrame() throws IOException {
      int first = in.readUnsignedByte();
      int second = in.readUnsignedByte();
      long length = second & 0x7F;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      byte[] mask = in.readNBytes(4);
      byte[] payload = new byte[(int) length];
      in.readFully(payload);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i & 3];
      }
      return new Frame(first & 0x0F, payload, mask);
    }

    /** Waits for the end of the TCP connection, in whatever form. */
    void awaitEnd() throws IOException {
      byte[] dropped = new byte[8_192];
      try {
        while (in.read(dropped) >= 0) {
          // what came before does not matter
        }
      } catch (SocketTimeoutException stillOpen) {
        throw stillOpen;
      } catch (SocketException | SSLException ended) {
        // as awaited
      }
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
