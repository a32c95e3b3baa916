package dev.agnost.realtime.systemtests.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Refuses every HTTP request with one status, and repeats all of the request in its answer. Whoever
 * speaks TLS to it gets the same answer, in plain text.
 */
final class RepeatingServer implements AutoCloseable {

  private static final int MOST = 16_384;
  private static final int TLS_HANDSHAKE = 0x16; // RFC 8446, "Record Layer"

  private final ServerSocket socket;
  private final int status;

  RepeatingServer(int status) {
    this.status = status;
    try {
      this.socket = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread acceptor = new Thread(this::accept, "repeating-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  int port() {
    return socket.getLocalPort();
  }

  String baseUrl(String envId) {
    return "http://127.0.0.1:" + port() + "/" + envId;
  }

  private void accept() {
    while (!socket.isClosed()) {
      try (Socket peer = socket.accept()) {
        String head = head(peer.getInputStream());
        String repeated = head.replace("\r\n", " ");
        String answer =
            "HTTP/1.1 "
                + status
                + " No "
                + repeated
                + "\r\nX-Repeated: "
                + repeated
                + "\r\nConnection: close\r\nContent-Length: "
                + head.length()
                + "\r\n\r\n"
                + head;
        peer.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
        peer.getOutputStream().flush();
        peer.shutdownOutput();
        drain(peer.getInputStream()); // a reset would eat the answer
      } catch (IOException gone) {
        // ignored: this client has gone, or the server was closed
      }
    }
  }

  /** Up to the empty line, or the end; of TLS only the first byte. */
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int next = in.read(); next >= 0 && head.length() < MOST; next = in.read()) {
      head.append((char) next);
      if (head.length() == 1 && next == TLS_HANDSHAKE) {
        break;
      }
      if (head.length() >= 4 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        break;
      }
    }
    return head.toString();
  }

  private static void drain(InputStream in) throws IOException {
    for (long left = MOST; left > 0 && in.read() >= 0; left--) {
      // until the client has gone
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
