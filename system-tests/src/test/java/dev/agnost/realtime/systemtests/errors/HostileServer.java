package dev.agnost.realtime.systemtests.errors;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Accepts TCP connections one after the other and gives each the same short answer. */
final class HostileServer implements AutoCloseable {
  private static final int BACKLOG = 50;
  private static final String END_OF_HEAD = "\r\n\r\n";

  private final ServerSocket listening;
  private final Talk talk;

  /** What is said to one peer. */
  private interface Talk {
    void with(Socket peer) throws IOException;
  }

  private HostileServer(ServerSocket listening, Talk talk) {
    this.listening = listening;
    this.talk = talk;
    Thread thread = new Thread(this::serve, "hostile-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Reads the head of a request, answers with this text, and closes. */
  static HostileServer answering(String answer) throws IOException {
    return new HostileServer(
        listen(),
        peer -> {
          readHead(peer.getInputStream());
          peer.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
          peer.getOutputStream().flush();
        });
  }

  /** Speaks TLS with clients that have a certificate. */
  static HostileServer needingCertificates(SSLContext context) throws IOException {
    return new HostileServer(listen(), peer -> refuseWithoutCertificate(context, peer));
  }

  int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }

  private void serve() {
    while (!listening.isClosed()) {
      try (Socket peer = listening.accept()) {
        talk.with(peer);
      } catch (IOException e) {
        // ignored: the end of this peer, or of the server
      }
    }
  }

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  }

  /**
   * Reads on behind its alert, since a client that still writes would see a reset instead of it.
   */
  private static void refuseWithoutCertificate(SSLContext context, Socket peer) throws IOException {
    SSLSocket tls =
        (SSLSocket)
            context.getSocketFactory().createSocket(peer, "localhost", peer.getPort(), false);
    tls.setUseClientMode(false);
    tls.setNeedClientAuth(true);
    try {
      tls.startHandshake();
    } catch (SSLException refused) {
      peer.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf(END_OF_HEAD) < 0) {
      int b = in.read();
      if (b < 0) {
        return;
      }
      head.append((char) b);
    }
  }
}
