package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;

class ReadAheadTest {

  private static final int LIMIT = 100_000;

  private final RecordedSignals connection = new RecordedSignals();
  private final ReadAhead inbound = new ReadAhead(connection.signals, LIMIT);

  @Test
  void messagesWaitForDemandAndTheEndWaitsForThem() {
    inbound.opened();
    inbound.text(utf8("first"), true);
    inbound.text(utf8("second"), true);
    inbound.closed(4001, "bye");

    assertThat(connection.received).containsExactly("open");
    demand(1);
    assertThat(connection.received).containsExactly("open", "text first");
    demand(1);
    assertThat(connection.received)
        .containsExactly("open", "text first", "text second", "closed 4001");
  }

  @Test
  void aFailureWaitsForTheMessagesBeforeIt() {
    inbound.opened();
    inbound.binary(ByteBuffer.allocate(3), true);

    assertThat(inbound.failed(new IOException("reset"))).isFalse();

    assertThat(connection.received).containsExactly("open");
    demand(1);
    assertThat(connection.received).containsExactly("open", "binary 3", "failed LOST");
  }

  @Test
  void partsAreJoinedAndMayBeReused() {
    inbound.opened();
    demand(1);
    ByteBuffer part = utf8("ab");

    inbound.text(part, false);
    part.put(0, (byte) 'x');
    inbound.text(utf8("c"), true);

    assertThat(connection.received).containsExactly("open", "text abc");
  }

  @Test
  void aMessageOfTheLimitPassesAndOneAboveItIsTheEnd() {
    inbound.opened();
    demand(2);

    assertThat(inbound.binary(ByteBuffer.allocate(LIMIT), true)).isTrue();
    assertThat(inbound.binary(ByteBuffer.allocate(LIMIT), false)).isTrue();
    assertThat(inbound.binary(ByteBuffer.allocate(1), true)).isFalse();

    assertThat(connection.received)
        .containsExactly("open", "binary " + LIMIT, "failed MESSAGE_TOO_LARGE");
  }

  @Test
  void thereIsRoomAgainWhenHeldMessagesAreDelivered() {
    inbound.opened();
    assertThat(inbound.hasRoom()).isTrue();

    inbound.binary(ByteBuffer.allocate(ReadAhead.BYTES), true);

    assertThat(inbound.hasRoom()).isFalse();
    demand(1);
    assertThat(inbound.hasRoom()).isTrue();
  }

  @Test
  void closeFramesWithoutCodeAreLegalAndThoseWithACodeThatMustNotTravelAreNot() {
    inbound.opened();
    inbound.deliver();
    assertThat(inbound.closed(1016, "")).isFalse();
    assertThat(connection.received).containsExactly("open", "failed PROTOCOL");

    RecordedSignals other = new RecordedSignals();
    ReadAhead empty = new ReadAhead(other.signals, LIMIT);
    empty.opened();
    assertThat(empty.closed(1005, "")).isTrue();
    assertThat(other.received).containsExactly("open", "closed 1005");
  }

  /** The library reports on one thread while demand comes from another. */
  @Test
  void everyMessageIsDeliveredOnceWhateverTheThreads() throws Exception {
    int count = 5_000;
    inbound.opened();
    AtomicInteger reported = new AtomicInteger();
    Thread library =
        new Thread(
            () -> {
              while (reported.get() < count) {
                inbound.text(utf8(String.valueOf(reported.getAndIncrement())), true);
              }
            });
    library.start();

    for (int i = 0; i < count; i++) {
      demand(1);
    }
    library.join();

    assertThat(connection.received).hasSize(count + 1);
    assertThat(connection.received.get(count)).isEqualTo("text " + (count - 1));
    assertThat(inbound.hasRoom()).isTrue();
  }

  @Test
  void whatTlsReportsOnAnOpenConnectionIsALoss() {
    inbound.opened();

    inbound.failed(new SSLException("closed without an alert"));
    inbound.deliver();

    assertThat(connection.received).containsExactly("open", "failed " + Kind.LOST);
  }

  private void demand(long messages) {
    connection.request(messages);
    inbound.deliver();
  }

  private static ByteBuffer utf8(String text) {
    return Utf8Text.encode(text);
  }
}
