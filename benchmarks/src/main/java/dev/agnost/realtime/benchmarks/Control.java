package dev.agnost.realtime.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/** The connection by which a contestant tells the load server what to do. */
final class Control implements AutoCloseable {

  private final Socket socket;
  private final Thread reader;
  private volatile long received;
  private volatile long accepted;

  Control(int port) throws IOException {
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    this.reader = new Thread(this::read, "control");
    reader.setDaemon(true);
    reader.start();
  }

  /** How many messages the server has received since this connection was opened. */
  long received() {
    return received;
  }

  /** How many connections the server has accepted since {@link #drop}. */
  long accepted() {
    return accepted;
  }

  /** Has the server end all connections. */
  void drop() {
    command("drop");
  }

  void flood(int size) {
    command("flood " + size);
  }

  void burst(int size) {
    command("burst " + size);
  }

  void echo(int size) {
    command("echo " + size);
  }

  void stop() {
    command("stop");
  }

  private void command(String line) {
    try {
      socket.getOutputStream().write((line + "\n").getBytes(US_ASCII));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        received = Long.parseLong(words[1]);
        accepted = Long.parseLong(words[3]);
      }
    } catch (IOException lost) {
      if (!socket.isClosed()) {
        throw new UncheckedIOException(lost);
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
