package dev.agnost.realtime.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Answers everything on loopback in the same way; HTTP when its head has come. */
final class CannedServer implements AutoCloseable {

  private final ServerSocket listening;
  private final Function<String, byte[]> answer;

  private CannedServer(Function<String, byte[]> answer) throws IOException {
    this.answer = answer;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  static CannedServer start(String head, String body) {
    String length = "Content-Length: " + body.length() + "\r\nConnection: close\r\n\r\n";
    byte[] answer = (head + "\r\n" + length + body).getBytes(StandardCharsets.ISO_8859_1);
    return start(request -> answer);
  }

  /**
   * @param answer from the head of an HTTP request; empty if the first byte begins none
   */
  static CannedServer start(Function<String, byte[]> answer) {
    try {
      CannedServer server = new CannedServer(answer);
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
        boolean http = first == 'G' || first == 'C'; // GET, CONNECT
        socket.getOutputStream().write(answer.apply(http ? head(in) : ""));
        socket.shutdownOutput();
        in.transferTo(OutputStream.nullOutputStream()); // unread bytes would reset the connection
      } catch (IOException ended) {
        // ignored: the next connection, or the end of this server, comes next
      }
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
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
