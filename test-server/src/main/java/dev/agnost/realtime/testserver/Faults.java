package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.AgnostServer.Refusal;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fault switches. Written under the lock of {@link World}; readable from any thread. */
final class Faults {
  private volatile boolean frozen;
  private volatile @Nullable Stage stalled;
  private volatile @Nullable Rejection rejection;
  private volatile @Nullable Refusal refusal;
  private volatile Duration delay = Duration.ZERO;
  private volatile @Nullable String openPacket;
  private volatile @Nullable String connectReply;

  boolean frozen() {
    return frozen;
  }

  void frozen(boolean value) {
    frozen = value;
  }

  boolean stalledAt(Stage stage) {
    return stalled == stage;
  }

  void stalled(@Nullable Stage stage) {
    stalled = stage;
  }

  @Nullable Rejection rejection() {
    return rejection;
  }

  void rejection(@Nullable Rejection value) {
    rejection = value;
  }

  @Nullable Refusal refusal() {
    return refusal;
  }

  void refusal(@Nullable Refusal value) {
    refusal = value;
  }

  Duration delay() {
    return delay;
  }

  void delay(Duration value) {
    delay = value;
  }

  @Nullable String openPacket() {
    return openPacket;
  }

  void openPacket(@Nullable String packet) {
    openPacket = packet;
  }

  @Nullable String connectReply() {
    return connectReply;
  }

  void connectReply(@Nullable String packet) {
    connectReply = packet;
  }

  /** How upgrades are answered instead of 101. */
  record Rejection(int status, Map<String, String> headers) {
    Rejection {
      headers = Map.copyOf(headers);
    }
  }
}
