package dev.agnost.realtime.transport.okhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in the hands of a test: one connection at a time, on bare sockets. */
final class Peer implements AutoCloseable {

  private static final int MILLIS = 10_000;
  private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ServerSocket listening;

  Peer() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    listening.setSoTimeout(MILLIS);
  }

  URI uri(String pathAndQuery) {
    return URI.create("ws://127.0.0.1:" + port() + pathAndQuery);
  }

  SocketAddress address() {
    return listening.getLocalSocketAddress();
  }

  private int port() {
    return listening.getLocalPort();
  }

  Client accept() throws IOException {
    Socket socket = listening.accept();
    socket.setSoTimeout(MILLIS);
    return new Client(socket, new DataInputStream(socket.getInputStream()));
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  /** One connection. */
  record Client(Socket socket, DataInputStream in) {

    String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      String text = "";
      while (!text.endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          throw new EOFException("head ends: " + text);
        }
        head.write(next);
        text = head.toString(ISO_8859_1);
      }
      return text;
    }

    void write(String latin1) throws IOException {
      socket.getOutputStream().write(latin1.getBytes(ISO_8859_1));
    }

    /** Reads the request and answers 101; returns the head of the request. */
    String upgrade() throws IOException, NoSuchAlgorithmException {
      String head = readHead();
      Matcher key = KEY.matcher(head);
      if (!key.find()) {
        throw new IOException("no key: " + head);
      }
      byte[] digest =
          MessageDigest.getInstance("SHA-1").digest((key.group(1) + MAGIC).getBytes(ISO_8859_1));
      write(
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + Base64.getEncoder().encodeToString(digest)
              + "\r\n\r\n");
      return head;
    }

    /** Reads a short frame; returns its first byte and its payload as Latin-1. */
    Frame readFrame() throws IOException {
      int first = in.readUnsignedByte();
      int length = in.readUnsignedByte() & 0x7f;
      byte[] key = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= key[i % 4];
      }
      return new Frame(first, new String(payload, ISO_8859_1));
    }
  }

  record Frame(int first, String payload) {}
}
