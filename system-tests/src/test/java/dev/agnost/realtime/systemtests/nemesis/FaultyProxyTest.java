package dev.agnost.realtime.systemtests.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.agnost.realtime.systemtests.nemesis.ProxiedConnection.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultyProxyTest {

  private static final int SILENCE_MILLIS = 200;
  private static final Duration LONG = Duration.ofHours(1);

  private final ServerSocket listening;
  private final FaultyProxy proxy;
  private final Socket client;
  private final Socket server;

  FaultyProxyTest() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    proxy = new FaultyProxy(listening.getLocalPort());
    client = connect();
    server = listening.accept();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  @BeforeEach
  void bothSidesAreThere() throws IOException {
    client.setTcpNoDelay(true);
    pass("hello", client, server);
    pass("and back", server, client);
  }

  @AfterEach
  void release() throws IOException {
    proxy.close();
    client.close();
    server.close();
    listening.close();
  }

  @Test
  void muchDataPassesUnchangedBothWays() throws Exception {
    byte[] much = new byte[3_000_000];
    new Random(1).nextBytes(much);
    FutureTask<byte[]> received =
        new FutureTask<>(() -> server.getInputStream().readNBytes(much.length));
    new Thread(received).start();

    client.getOutputStream().write(much);

    assertThat(received.get()).isEqualTo(much);
  }

  @Test
  void theEndOfOneDirectionIsPassedOnAndTheOtherGoesOn() throws IOException {
    client.shutdownOutput();

    assertThat(server.getInputStream().read()).isEqualTo(-1);
    pass("still", server, client);
    assertThat(proxy.connections()).isEqualTo(1);
  }

  @Test
  void aCutIsAnEndOnBothSides() throws IOException {
    assertThat(proxy.disturb(0, ProxiedConnection::cut)).isTrue();

    assertThat(client.getInputStream().read()).isEqualTo(-1);
    assertThat(server.getInputStream().read()).isEqualTo(-1);
    assertThat(proxy.connections()).isZero();
  }

  @Test
  void aResetIsAResetOnBothSides() {
    proxy.disturb(0, ProxiedConnection::reset);

    assertThatIOException().isThrownBy(() -> client.getInputStream().read());
    assertThatIOException().isThrownBy(() -> server.getInputStream().read());
  }

  @Test
  void aStallHoldsOneDirectionAndNotTheOther() throws IOException {
    proxy.disturb(0, connection -> connection.stall(Set.of(Direction.UP), LONG));

    client.getOutputStream().write(1);
    expectSilence(server);
    pass("down", server, client);
  }

  @Test
  void aStallHoldsTheEndToo() throws IOException {
    proxy.disturb(0, connection -> connection.stall(EnumSet.allOf(Direction.class), LONG));

    client.close();
    expectSilence(server);
  }

  @Test
  void whatWasStalledArrivesWhenItIsHealed() throws IOException {
    proxy.disturb(0, connection -> connection.stall(EnumSet.allOf(Direction.class), LONG));
    client.getOutputStream().write('x');
    expectSilence(server);

    proxy.heal();

    assertThat(server.getInputStream().read()).isEqualTo('x');
  }

  @Test
  void aStallEndsByItself() throws IOException {
    Duration time = Duration.ofMillis(50);
    long start = System.nanoTime();
    proxy.disturb(0, connection -> connection.stall(Set.of(Direction.UP), time));

    pass("late", client, server);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(time.toNanos());
  }

  @Test
  void slicesAreSingleBytes() throws IOException {
    proxy.disturb(0, ProxiedConnection::slice);
    byte[] several = new byte[2_000];

    client.getOutputStream().write(several);

    int reads = 0;
    for (int count = 0; count < several.length; reads++) {
      count += server.getInputStream().read(several, 0, several.length - count);
    }
    assertThat(reads).isGreaterThan(1);
  }

  @Test
  void aDelayHoldsEachPiece() throws IOException {
    Duration late = Duration.ofMillis(40);
    proxy.disturb(0, connection -> connection.delay(late));
    long start = System.nanoTime();

    pass("one", client, server);
    pass("two", client, server);

    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(2 * late.toNanos());
  }

  @Test
  void thoseWhoAreTurnedAwayAreResetAndLaterWelcome() throws IOException {
    proxy.rejectConnections();
    try (Socket unwelcome = connect()) {
      assertThatIOException().isThrownBy(() -> unwelcome.getInputStream().read());
    } catch (SocketException duringConnect) {
      assertThat(duringConnect).hasMessageContaining("reset");
    }

    proxy.acceptConnections();

    try (Socket acceptConnections = connect();
        Socket arrived = listening.accept()) {
      pass("again", acceptConnections, arrived);
    }
  }

  @Test
  void aServerThatIsNotThereResetsTheClient() throws IOException {
    listening.close();

    try (Socket hopeless = connect()) {
      assertThatIOException().isThrownBy(() -> hopeless.getInputStream().read());
    } catch (SocketException duringConnect) {
      assertThat(duringConnect).hasMessageContaining("reset");
    }
    pass("others go on", client, server);
  }

  @Test
  void nothingIsDisturbedWithoutConnections() throws IOException {
    proxy.disturb(0, ProxiedConnection::cut);

    assertThat(proxy.disturb(3, ProxiedConnection::cut)).isFalse();
  }

  private static void pass(String text, Socket from, Socket to) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    from.getOutputStream().write(bytes);
    assertThat(to.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
  }

  private static void expectSilence(Socket socket) throws IOException {
    socket.setSoTimeout(SILENCE_MILLIS);
    try {
      int came = socket.getInputStream().read();
      throw new AssertionError("there should be silence but there came " + came);
    } catch (SocketTimeoutException silence) {
      socket.setSoTimeout(0);
    }
  }
}
