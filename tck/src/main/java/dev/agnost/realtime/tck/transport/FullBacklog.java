package dev.agnost.realtime.tck.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** A port whose queue of connections is full, so that a further TCP connect stays in SYN_SENT. */
final class FullBacklog implements AutoCloseable {

  private static final int MOST_FILLERS = 64;
  private static final Duration SETTLED = Duration.ofMillis(100);

  private final ServerSocket listener;
  private final List<SocketChannel> fillers = new ArrayList<>();

  FullBacklog() {
    try {
      listener = new ServerSocket(0, 1, TckServer.loopback());
      fill(listener.getLocalSocketAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("no port with a full backlog", e);
    }
  }

  private void fill(SocketAddress address) throws IOException {
    boolean full = false;
    while (!full && fillers.size() < MOST_FILLERS) {
      SocketChannel filler = SocketChannel.open();
      fillers.add(filler);
      filler.configureBlocking(false);
      filler.connect(address);
      long end = System.nanoTime() + SETTLED.toNanos();
      while (!filler.finishConnect() && System.nanoTime() < end) {
        LockSupport.parkNanos(1_000_000);
      }
      full = !filler.isConnected();
    }
    fillers.remove(fillers.size() - 1).close(); // the one that waits
  }

  URI uri(String scheme) {
    return URI.create(scheme + "://localhost:" + listener.getLocalPort() + "/");
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Whether {@link #attempts} can be asked on this system. */
  static boolean attemptsAreVisible() {
    return Files.isReadable(Path.of("/proc/net/tcp"));
  }

  /** How many sockets of this machine are in SYN_SENT towards the port. */
  int attempts() {
    String remote = String.format(Locale.ROOT, ":%04X 02", port());
    int count = 0;
    try {
      for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
        if (Files.isReadable(Path.of(table))) {
          count +=
              (int)
                  Files.readAllLines(Path.of(table)).stream()
                      .filter(line -> line.contains(remote))
                      .count();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the table of TCP connections", e);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (SocketChannel filler : fillers) {
      filler.close();
    }
  }
}
