package dev.agnost.realtime.systemtests.node;

import dev.agnost.realtime.testserver.AgnostServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Passes TCP connections on to the nodes in turn, leaving out those that refuse. */
final class LoadBalancer implements AutoCloseable {
  private static final int BACKLOG = 1_000;
  private static final int BUFFER = 16_384;

  private final ServerSocket listening;
  private final List<InetSocketAddress> nodes;
  private final List<Socket> sockets = new ArrayList<>(); // guarded by itself
  private int next; // the accepting thread only

  LoadBalancer(AgnostServer... servers) throws IOException {
    this.listening = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    this.nodes = new ArrayList<>();
    for (AgnostServer server : servers) {
      nodes.add(loopback(URI.create(server.baseUrl("x")).getPort()));
    }
    daemon("accept", this::acceptAll);
  }

  String baseUrl(String envId) {
    return "http://127.0.0.1:" + listening.getLocalPort() + "/" + envId;
  }

  @Override
  public void close() throws IOException {
    listening.close();
    synchronized (sockets) {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private void acceptAll() {
    try {
      while (true) {
        Socket client = listening.accept();
        Socket node = connect();
        keep(client);
        keep(node);
        daemon("up", () -> pass(client, node));
        daemon("down", () -> pass(node, client));
      }
    } catch (IOException e) {
      // ignored: closed, which ends the thread
    }
  }

  private Socket connect() throws IOException {
    for (int attempt = 0; attempt < nodes.size(); attempt++) {
      try {
        InetSocketAddress node = nodes.get(next++ % nodes.size());
        return new Socket(node.getAddress(), node.getPort());
      } catch (IOException e) {
        // ignored: this node is down; the next one is tried
      }
    }
    throw new IOException("no node is up");
  }

  private void keep(Socket socket) {
    synchronized (sockets) {
      sockets.add(socket);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      // ignored: the end of one side ends the other
    }
  }

  private static void daemon(String what, Runnable task) {
    Thread thread = new Thread(task, "load-balancer-" + what);
    thread.setDaemon(true);
    thread.start();
  }
}
