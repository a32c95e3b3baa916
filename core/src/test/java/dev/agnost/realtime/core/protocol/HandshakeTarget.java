package dev.agnost.realtime.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.Packet.Connected;
import dev.agnost.realtime.core.protocol.Packet.EngineOpen;
import dev.agnost.realtime.core.protocol.Packet.Refused;
import java.util.Arrays;
import java.util.List;

/** Fuzz target: the JSON of the handshake. */
public final class HandshakeTarget {

  private static final String[] PACKETS = {"0", "40", "44"};

  private HandshakeTarget() {}

  /** The first byte chooses between open packet, CONNECT reply and CONNECT_ERROR. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    byte[] json = Arrays.copyOfRange(input, 1, input.length);
    Packet packet =
        Differential.decoded(Differential.prefixed(PACKETS[(input[0] & 0xff) % 3], json));

    if (packet instanceof EngineOpen open) {
      assertThat(open.pingIntervalMillis()).isBetween(1L, EngineOpen.MAX_INTERVAL_MILLIS);
      assertThat(open.pingTimeoutMillis()).isBetween(1L, EngineOpen.MAX_INTERVAL_MILLIS);
      assertThat(open.maxPayload()).isPositive();
    } else if (packet instanceof Connected connected) {
      assertThat(connected.socketId()).isNotEmpty();
    } else if (packet instanceof Refused refused) {
      check(refused);
    }
  }

  /** Its parts are fit for a log. */
  private static void check(Refused refused) {
    for (String part :
        List.of(refused.message(), refused.code(), refused.origin(), refused.detail())) {
      assertThat(part.length()).isLessThanOrEqualTo(1_024);
      assertThat(part.chars().anyMatch(Character::isISOControl)).isFalse();
    }
  }
}
