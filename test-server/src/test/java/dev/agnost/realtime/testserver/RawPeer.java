package dev.agnost.realtime.testserver;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.SocketFactory;

/** A client that may break every rule: bytes on a TCP connection. */
final class RawPeer implements AutoCloseable {
  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  RawPeer(AgnostServer server) throws IOException {
    this(server, SocketFactory.getDefault());
  }

  RawPeer(AgnostServer server, SocketFactory sockets) throws IOException {
    int port = URI.create(server.baseUrl("")).getPort();
    socket = sockets.createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) TestClient.PATIENCE.toMillis());
    out = socket.getOutputStream();
    in = socket.getInputStream();
  }

  /** A WebSocket of which the open packet is read. */
  static RawPeer opened(AgnostServer server) throws IOException {
    RawPeer peer = new RawPeer(server);
    peer.upgrade("/realtime/realtime/?EIO=4&transport=websocket");
    peer.head();
    peer.frame();
    return peer;
  }

  /** A socket in env-open. */
  static RawPeer connected(AgnostServer server) throws IOException {
    RawPeer peer = opened(server);
    peer.text("40{\"echoMessages\":true,\"envId\":\"env-open\",\"apiKey\":\"key-good\"}");
    peer.frame();
    return peer;
  }

  void upgrade(String target) throws IOException {
    send(
        "GET "
            + target
            + " HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Extensions: permessage-deflate\r\n"
            + "Sec-WebSocket-Protocol: one, two\r\n\r\n");
  }

  void send(String latin1) throws IOException {
    out.write(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Hexadecimal digits with blanks anywhere. */
  void hex(String digits) throws IOException {
    out.write(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  /** Ends the stream (FIN) without a close frame. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  void text(String text) throws IOException {
    frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A frame with the mask 0, which leaves the payload as it is. */
  void frame(int head, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(head);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(payload.length >>> 8);
      frame.write(payload.length);
    }
    frame.write(new byte[4]);
    frame.write(payload);
    out.write(frame.toByteArray());
  }

  /** The head of an HTTP response, up to the empty line. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      int b = in.read();
      if (b < 0) {
        return head + "(end)";
      }
      head.append((char) b);
    }
    return head.toString();
  }

  /** The next frame that is no ping: {@code head:payload} in hexadecimal and text; or the end. */
  String frame() throws IOException {
    DataInputStream data = new DataInputStream(in);
    while (true) {
      int head = data.read();
      if (head < 0) {
        return "(end)";
      }
      int length = data.readUnsignedByte();
      if (length == 126) {
        length = data.readUnsignedShort();
      }
      byte[] payload = data.readNBytes(length);
      String text = new String(payload, StandardCharsets.UTF_8);
      if (head == 0x88) {
        return "close:" + HexFormat.of().formatHex(payload);
      }
      if (!text.equals("2")) {
        return head == 0x81 ? text : String.format(Locale.ROOT, "%02x:%s", head, text);
      }
    }
  }

  /** Everything up to the end of the stream. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Nothing comes, not even the end, for a short while. */
  void expectSilence() throws IOException {
    socket.setSoTimeout(300);
    try {
      throw new AssertionError("expected silence but got byte " + in.read());
    } catch (SocketTimeoutException expected) {
      socket.setSoTimeout((int) TestClient.PATIENCE.toMillis());
    }
  }

  /** Leaves without a word. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
