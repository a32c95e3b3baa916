package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.CallbackBarrier;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.Connection;
import dev.agnost.realtime.core.connection.Credentials;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.PacketDecoder;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import dev.agnost.realtime.core.session.Failure;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the connection of an attempt: lets {@code onReconnectAttempt} have its say, fetches
 * credentials, asks the transport. In the mailbox only.
 */
final class Connector {

  /** How long a listener of {@code onReconnectAttempt} can hold up an attempt. */
  private static final Duration SAY = Duration.ofSeconds(1);

  private final SessionOptions options;
  private final SessionEnvironment around;
  private final SerialExecutor mailbox;
  private final SessionEvents journal;
  private final SessionDriver shell;
  private final Connection.Sink signals;

  private boolean asking; // the suppliers have not answered yet
  private @Nullable Question next; // what to ask them then
  private Credentials.@Nullable Granted granted;
  private CallbackBarrier.@Nullable Pending say; // of the latest attempt
  private long begun; // the generation whose credentials are being fetched
  private @Nullable Transport transport;

  Connector(SessionParts parts, SessionDriver shell) {
    this.options = parts.options;
    this.around = parts.around;
    this.mailbox = parts.mailbox;
    this.journal = parts.journal;
    this.shell = shell;
    this.signals = new ConnectionSignalRelay(mailbox, shell);
  }

  /**
   * Begins an attempt; {@link SessionDriver#granted} hears when there are credentials.
   *
   * @param callbacks non-null to let the callbacks that wait run first, so that a {@code close()}
   *     in one of them prevents the attempt
   */
  void begin(long generation, @Nullable CallbackBarrier callbacks) {
    if (callbacks == null) {
      fetch(generation);
      return;
    }
    say = callbacks.then(SAY, () -> mailbox.submit(() -> fetch(generation)));
  }

  /** The attempt is over; nothing is to come of it any more. */
  void over() {
    if (say != null) {
      say.cancel();
      say = null;
    }
  }

  private void fetch(long generation) {
    if (begun < generation && shell.isConnecting(generation)) {
      begun = generation;
      ask((answer, trouble) -> shell.granted(generation, answer, trouble));
    }
  }

  /** Asks for another session token; {@link SessionDriver#refreshed} hears. */
  void refresh(long generation) {
    ask((answer, trouble) -> shell.refreshed(generation, answer, trouble));
  }

  /** One question at a time; of those that come meanwhile only the latest is of interest. */
  private void ask(Question question) {
    if (asking) {
      next = question;
      return;
    }
    asking = true;
    CompletableFuture<?> unused =
        CompletableFuture.completedFuture(options.credentials())
            .thenCompose(suppliers -> suppliers.ask(around.workers()))
            .whenComplete(
                (value, thrown) -> mailbox.submit(() -> answered(question, value, thrown)));
  }

  private void answered(
      Question question, Credentials.@Nullable Granted value, @Nullable Throwable thrown) {
    asking = false;
    Question latest = next;
    next = null;
    if (latest != null) {
      ask(latest);
    } else {
      granted = value;
      question.answered(value, thrown == null ? null : incident(thrown));
    }
  }

  /** Who wants credentials. */
  private interface Question {
    void answered(Credentials.@Nullable Granted answer, @Nullable Failure trouble);
  }

  private static Failure incident(Throwable thrown) {
    Throwable cause =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (cause instanceof Credentials.Refusal refusal && refusal.getCause() != null) {
      return Failures.credentials(refusal.supplier(), refusal.getCause());
    }
    return cause instanceof RejectedExecutionException
        ? Failures.internal("asking for credentials", cause)
        : Failures.credentials("a supplier", cause);
  }

  /** Has the transport connect. */
  Connection connect(long generation, Credentials.Granted credentials) {
    Transport ready = transport;
    if (ready == null) {
      ready = around.transport().get();
      transport = ready;
    }
    Connection link =
        new Connection(
            generation,
            new PacketDecoder(options.decoderLimits()),
            around.timers(),
            journal,
            signals);
    ConnectRequest request = ConnectRequest.of(options.uri(), credentials.headers());
    try {
      link.connection(ready.connect(request, link));
    } catch (RuntimeException | Error thrown) {
      link.end();
      throw thrown;
    }
    return link;
  }

  /** The most that the transport can keep unsent. */
  long maxBufferedBytes() {
    return transport == null ? Long.MAX_VALUE : transport.maxBufferedBytes();
  }

  /** The text with the present API key and session token replaced. */
  String withoutSecrets(String text) {
    Credentials.Granted latest = granted;
    return latest == null ? text : latest.withoutSecrets(text);
  }

  /** CONNECT with the credentials of this attempt. */
  OutboundPacket connectPacket() {
    Credentials.Granted latest = granted;
    if (latest == null) {
      throw new IllegalStateException("CONNECT before credentials");
    }
    return PacketEncoder.connect(
        options.envId(), latest.apiKey(), latest.sessionToken(), options.echoMessages());
  }
}
