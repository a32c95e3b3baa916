package dev.agnost.realtime.systemtests.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A slow network between a client and a server on loopback: upwards some twenty megabytes a second,
 * or nothing.
 */
final class SlowNetworkProxy implements AutoCloseable {
  private static final int PIECE = 16 << 10;
  private static final long PAUSE_NANOS = 500_000;

  private final ServerSocket listening;
  private final int target;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private volatile boolean held;

  /**
   * @param target the port of the server
   */
  SlowNetworkProxy(int target) {
    this.target = target;
    try {
      listening = new ServerSocket();
      listening.setReceiveBufferSize(PIECE); // so that what is on its way waits with the client
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("slow-pipe-accept", this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** Lets nothing more through to the server. */
  void hold() {
    held = true;
  }

  /** Ends {@link #hold()}. */
  void letGo() {
    held = false;
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = listening.accept();
      Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(client);
      sockets.add(server);
      start("slow-pipe-up", () -> copyUp(client, server));
      start("slow-pipe-down", () -> copyDown(server, client));
    }
  }

  private void copyUp(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    byte[] piece = new byte[PIECE];
    for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
      do {
        LockSupport.parkNanos(PAUSE_NANOS);
      } while (held && !listening.isClosed());
      out.write(piece, 0, count);
    }
    to.shutdownOutput();
  }

  private static void copyDown(Socket from, Socket to) throws IOException {
    from.getInputStream().transferTo(to.getOutputStream());
    to.shutdownOutput();
  }

  private static void start(String name, Transfer transfer) {
    Thread thread =
        new Thread(
            () -> {
              try {
                transfer.run();
              } catch (IOException over) {
                return; // ignored: one of the ends has closed its socket
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private interface Transfer {
    void run() throws IOException;
  }
}
