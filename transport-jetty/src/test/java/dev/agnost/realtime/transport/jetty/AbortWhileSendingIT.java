package dev.agnost.realtime.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import java.io.EOFException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** T4.3: abort used to empty the queue from its head while the event loop was writing. */
class AbortWhileSendingIT {

  @Test
  void thePeerReceivesAPrefixWithoutAHole() throws Exception {
    try (Peer peer = Peer.plain();
        Transport transport = JettyTransports.create(TransportConfig.defaults())) {
      for (int round = 0; round < 60; round++) {
        RecordedSignals signals = new RecordedSignals();
        TransportConnection connection =
            transport.connect(ConnectRequest.of(peer.uri("/")), signals);
        Peer.Line line = peer.upgrade();
        signals.expectOpened();

        for (int i = 0; i < 300; i++) {
          connection.sendBinary(ByteBuffer.allocate(2_000).putInt(0, i));
        }
        connection.abort();

        expectPrefix(line, round);
      }
    }
  }

  private static void expectPrefix(Peer.Line line, int round) throws Exception {
    try {
      for (int expected = 0; ; expected++) {
        int number = ByteBuffer.wrap(line.readFrame().payload()).getInt();
        assertThat(number).as("round %s", round).isEqualTo(expected);
      }
    } catch (EOFException | SocketException ended) {
      line.close();
    }
  }
}
