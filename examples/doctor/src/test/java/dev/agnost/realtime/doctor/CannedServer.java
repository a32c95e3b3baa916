package dev.agnost.realtime.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers everything on loopback with the same bytes; HTTP when its head has come. */
final class CannedServer implements AutoCloseable {

  private final ServerSocket listening;
  private final byte[] answer;

  private CannedServer(byte[] answer) throws IOException {
    this.answer = answer;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static CannedServer start(String head, String body) {
    String length = "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n";
    try {
      CannedServer server =
          new CannedServer((head + "\r\n" + length + body).getBytes(StandardCharsets.US_ASCII));
      Thread thread = new Thread(server::serve, "canned-server");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket socket = listening.accept()) {
        socket.setSoTimeout(2_000);
        InputStream in = socket.getInputStream();
        int first = in.read();
        if (first == 'G' || first == 'C') { // GET, CONNECT
          skipHead(in);
        }
        socket.getOutputStream().write(answer);
        socket.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream()); // unread bytes would reset the connection
      } catch (IOException ended) {
        // ignored: the next connection, or the end of this server, comes next
      }
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    int newLines = 0;
    while (newLines < 2) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      newLines = next == '\n' ? newLines + 1 : next == '\r' ? newLines : 0;
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
