package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.OverflowPolicy;
import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.core.protocol.DecoderLimits;
import dev.agnost.realtime.transport.Header;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Session options that a test changes before its session begins. */
final class Draft {

  Supplier<String> apiKey = () -> "key";
  @Nullable Supplier<? extends CompletionStage<? extends @Nullable String>> token;
  boolean tokenIsConstant;
  Supplier<List<Header>> headers = List::of;
  boolean headersAreConstant = true;
  boolean autoJoin = true;
  boolean buffer = true;
  Duration timeout = Duration.ofSeconds(20);
  Duration base = Duration.ofSeconds(1);
  ReconnectPolicy policy = ReconnectPolicy.exponential();
  int queuedMessages = 1_000;
  long queuedBytes = 8 << 20;
  Optional<Duration> queuedAge = Optional.empty();
  OverflowPolicy overflow = OverflowPolicy.REJECT_NEW;
  int pendingMessages = 1_000;
  long pendingBytes = 8 << 20;
  RealtimeMetrics metrics = RealtimeMetrics.NONE;

  void tokens(Supplier<@Nullable String> supplier) {
    token = () -> CompletableFuture.completedStage(supplier.get());
  }

  SessionOptions options() {
    return new SessionOptions(
        URI.create("ws://host.test/realtime/realtime/?EIO=4&transport=websocket"),
        "host.test",
        "env",
        new Credentials(apiKey, token, tokenIsConstant, headers, headersAreConstant),
        true,
        autoJoin,
        buffer,
        timeout,
        base,
        policy,
        new QueueLimits(queuedMessages, queuedBytes, queuedAge, overflow),
        DecoderLimits.DEFAULT,
        pendingMessages,
        pendingBytes);
  }
}
