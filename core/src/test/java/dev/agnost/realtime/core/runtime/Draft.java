package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.OverflowPolicy;
import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.core.outbound.QueueLimits;
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
public final class Draft {

  public Supplier<String> apiKey = () -> "key";
  public @Nullable Supplier<? extends CompletionStage<? extends @Nullable String>> token;
  public boolean tokenIsConstant;
  public Supplier<List<Header>> headers = List::of;
  public boolean headersAreConstant = true;
  public boolean autoJoin = true;
  public boolean buffer = true;
  public Duration timeout = Duration.ofSeconds(20);
  public Duration base = Duration.ofSeconds(1);
  public ReconnectPolicy policy = ReconnectPolicy.exponential();
  public int queuedMessages = 1_000;
  public long queuedBytes = 8 << 20;
  public Optional<Duration> queuedAge = Optional.empty();
  public OverflowPolicy overflow = OverflowPolicy.REJECT_NEW;
  public int pendingMessages = 1_000;
  public long pendingBytes = 8 << 20;
  public RealtimeMetrics metrics = RealtimeMetrics.NONE;

  public void tokens(Supplier<@Nullable String> supplier) {
    token = () -> CompletableFuture.completedStage(supplier.get());
  }

  public SessionOptions options() {
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
