package dev.agnost.realtime.doctor;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.Member;
import dev.agnost.realtime.MembersException;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.doctor.ObservedTransport.Mark;
import dev.agnost.realtime.transport.TransportException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Walks from the upgrade to the members request with clients of the SDK. */
final class ClientProbe {

  private static final String EVENT = "doctor";
  // The client itself reports an attempt that takes too long.
  private static final Duration GRACE = Duration.ofSeconds(5);

  /** Compressed, encrypted, or meant to command a terminal. */
  private static final Pattern NOT_TEXT = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9f}\\x{fffd}]");

  private static final Pattern PING_INTERVAL = Pattern.compile("\"pingInterval\":(\\d+)");
  private static final Pattern HTML = Pattern.compile("(?is)\\s*<(!doctype html|html|head).*");
  private static final int EXCERPT = 80;
  private static final String WEB_PAGE =
      "The answer is a web page: a captive portal, a web proxy or a load balancer answered instead"
          + " of the server. Sign in to the network in a browser, or have WebSocket upgrades to this"
          + " host let through.";

  private final Target target;
  private final Examination examination;
  // Unique: no other client joins it.
  private final String channel = "doctor-" + random();

  ClientProbe(Target target, Examination examination) {
    this.target = target;
    this.examination = examination;
  }

  /**
   * Runs the steps.
   *
   * @param members an ordinary client that is not connected; its REST calls are used
   * @param transportName for the report
   */
  void run(AgnostClient members, String transportName, ObservedTransport transport)
      throws StepFailedException {
    CompletableFuture<Optional<RealtimeError>> outcome = new CompletableFuture<>();
    CompletableFuture<String> echo = new CompletableFuture<>();
    AgnostClient.Builder builder =
        target
            .builder()
            .transport(transport)
            .reconnectPolicy(ReconnectPolicy.never())
            .onConnect(() -> outcome.complete(Optional.empty()))
            .onError(error -> outcome.complete(Optional.of(error)))
            .onDisconnect(reason -> echo.completeExceptionally(lost(reason.toString())));
    try (AgnostClient client = builder.build()) {
      long start = System.nanoTime();
      Realtime rt = client.realtime();
      Optional<RealtimeError> error = await(outcome, target.timeout().plus(GRACE));
      long end = System.nanoTime();
      connected(transportName, transport, start, end, error);
      examination.ok(
          Step.CONNECT, between(openedAt(transport, start), end), "socket id " + rt.getSocketId());
      examination.run(Step.ECHO, () -> exchange(rt, echo));
      examination.run(Step.MEMBERS, () -> members(members.realtime(), rt));
    }
  }

  /** Reports upgrade and open, and the step that failed if one did. */
  private void connected(
      String name, ObservedTransport transport, long start, long end, Optional<RealtimeError> error)
      throws StepFailedException {
    Mark upgraded = transport.upgraded();
    long from = start;
    if (upgraded != null) {
      examination.ok(
          Step.UPGRADE,
          between(start, upgraded.nanos()),
          "WebSocket by " + name + ", with DNS, TCP and TLS");
      from = upgraded.nanos();
    }
    Mark opened = transport.opened();
    if (upgraded != null && opened != null) {
      examination.ok(Step.OPEN, between(from, opened.nanos()), describe(opened.text()));
      from = opened.nanos();
    }
    if (error.isPresent()) {
      Step reached = upgraded == null ? Step.UPGRADE : opened == null ? Step.OPEN : Step.CONNECT;
      Step failed = stepOf(error.get().kind(), reached);
      throw examination.fail(failed, between(from, end), explain(error.get(), transport.failure()));
    }
  }

  private static Step stepOf(ErrorKind kind, Step reached) {
    return switch (kind) {
      case UNREACHABLE -> Step.TCP;
      case TLS -> Step.TLS;
      case PROXY -> Step.PROXY;
      case REJECTED -> Step.UPGRADE;
      case REFUSED, DISCONNECTED, INCOMPATIBLE -> Step.CONNECT;
      case PROTOCOL, TIMEOUT, LOST, CREDENTIALS, RESOURCE, INTERNAL -> reached;
    };
  }

  private static StepFailedException explain(
      RealtimeError error, @Nullable TransportException failure) {
    String code = error.kind().agnCode();
    String serverCode = error.code().equals(code) ? null : error.code();
    Diagnosis diagnosis = Diagnosis.of(code, serverCode, error.message());
    if (failure == null) {
      return new StepFailedException(diagnosis, "");
    }
    boolean page = HTML.matcher(failure.body()).matches();
    return new StepFailedException(page ? diagnosis.advising(WEB_PAGE) : diagnosis, found(failure));
  }

  private static String found(TransportException failure) {
    String line = failure.body().replaceAll("\\s+", " ").strip();
    String body =
        line.isEmpty()
            ? ""
            : NOT_TEXT.matcher(line).find()
                ? "the body is not text"
                : "body: " + line.substring(0, Math.min(line.length(), EXCERPT));
    return failure
        .retryAfter()
        .map(wait -> "Retry-After: " + wait.toSeconds() + " s " + body)
        .orElse(body);
  }

  private static String describe(String openPacket) {
    Matcher interval = PING_INTERVAL.matcher(openPacket);
    return interval.find()
        ? "Engine.IO 4, a ping every " + interval.group(1) + " ms"
        : "first packet came";
  }

  private String exchange(Realtime rt, CompletableFuture<String> echo) throws StepFailedException {
    String nonce = random();
    var unused = rt.once(EVENT, message -> echo.complete(message.asText()));
    rt.join(channel);
    var sent = rt.send(channel, EVENT, nonce, true);
    String came = await(sent.thenCombine(echo, (nothing, text) -> text), target.timeout());
    if (!came.equals(nonce)) {
      throw failed("AGN-205", "another text came back than was sent");
    }
    return "joined a channel of this run, and a message came back";
  }

  private String members(Realtime rest, Realtime rt) throws StepFailedException {
    List<Member> members = await(rest.getMembers(channel), target.timeout());
    String id = rt.getSocketId();
    if (members.stream().noneMatch(member -> member.id().equals(id))) {
      throw failed("AGN-502", "the answer has " + members.size() + " members, but not this client");
    }
    return members.size() + " in the channel";
  }

  private static <T> T await(CompletableFuture<T> future, Duration limit)
      throws StepFailedException {
    try {
      return future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw failed("AGN-325", "sent, but nothing came back within " + limit.toSeconds() + " s");
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof StepFailedException known) {
        throw known;
      }
      if (failed.getCause() instanceof MembersException refused) {
        String serverCode = refused.items().isEmpty() ? null : refused.items().get(0).code();
        String text = String.valueOf(refused.getMessage());
        String came = text.substring(refused.code().length()).strip();
        throw new StepFailedException(Diagnosis.of(refused.code(), serverCode, came), "");
      }
      throw StepFailedException.of(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed("AGN-221", "interrupted");
    }
  }

  private static StepFailedException lost(String reason) {
    return failed("AGN-207", "the connection ended: " + reason);
  }

  private static StepFailedException failed(String code, String came) {
    return new StepFailedException(Diagnosis.of(code, null, came), "");
  }

  private static long openedAt(ObservedTransport transport, long otherwise) {
    Mark opened = transport.opened();
    return opened == null ? otherwise : opened.nanos();
  }

  private static Duration between(long from, long to) {
    return Duration.ofNanos(to - from);
  }

  private static String random() {
    byte[] bytes = new byte[8];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
