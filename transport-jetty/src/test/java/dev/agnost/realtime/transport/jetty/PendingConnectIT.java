package dev.agnost.realtime.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.tck.fixture.RecordedSignals;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.File;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** T2.7 at a stage that no server sees: TCP, with a server that takes no more connections. */
@EnabledOnOs(OS.LINUX) // elsewhere a full backlog refuses
class PendingConnectIT {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final int ATTEMPTS = 50;

  private final List<SocketChannel> crowd = new ArrayList<>();
  private final Transport transport = JettyTransports.create(TransportConfig.defaults());
  private ServerSocket server;

  @BeforeEach
  void fillTheBacklog() throws Exception {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    for (int i = 0; i < 8; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
      crowd.add(channel);
    }
    assertThat(crowd.get(crowd.size() - 1).finishConnect()).as("the last one connected").isFalse();
  }

  @AfterEach
  void stop() throws Exception {
    transport.close();
    for (SocketChannel channel : crowd) {
      channel.close();
    }
    server.close();
  }

  @Test
  void anAbortedConnectFreesItsSocketAndIsForgotten() throws Exception {
    URI uri = URI.create("ws://127.0.0.1:" + server.getLocalPort() + "/");
    RecordedSignals warmUp = new RecordedSignals();
    transport.connect(ConnectRequest.of(uri), warmUp).abort();
    warmUp.expectFailure(Kind.ABORTED);
    int before = descriptors();
    List<WeakReference<TransportConnection>> aborted = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS; i++) {
      aborted.add(connectAndAbort(uri));
    }

    eventually("the sockets freed", () -> descriptors() < before + ATTEMPTS / 5);
    eventually(
        "the attempts forgotten",
        () -> {
          System.gc();
          return aborted.stream().filter(ref -> ref.get() != null).count() < ATTEMPTS / 5;
        });
  }

  private WeakReference<TransportConnection> connectAndAbort(URI uri) throws Exception {
    RecordedSignals signals = new RecordedSignals();
    TransportConnection connection = transport.connect(ConnectRequest.of(uri), signals);
    connection.abort();
    signals.expectFailure(Kind.ABORTED);
    return new WeakReference<>(connection);
  }

  private static int descriptors() {
    String[] open = new File("/dev/fd").list();
    return open == null ? 0 : open.length;
  }

  private static void eventually(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).as(what).isLessThan(PATIENCE.toNanos());
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }
}
