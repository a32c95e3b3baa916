package dev.agnost.realtime.tck.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port that refuses connections for as long as it is held: bound, and never listening. A port
 * that was closed instead could be taken by another process.
 */
final class RefusedPort implements AutoCloseable {

  private final Socket holder = new Socket();

  RefusedPort() {
    try {
      holder.bind(new InetSocketAddress(TckServer.loopback(), 0));
    } catch (IOException e) {
      throw new UncheckedIOException("no loopback port can be bound", e);
    }
  }

  int port() {
    return holder.getLocalPort();
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + port() + "/");
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (IOException e) {
      throw new UncheckedIOException("port " + port() + " cannot be released", e);
    }
  }
}
