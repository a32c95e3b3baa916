package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Runs short scripts once for each call in them that may fail, with exactly that call failing:
 * whatever it is, the client recovers, every future ends, and closing leaves nothing behind.
 */
final class TortureTest {

  private static final List<String> SCRIPTS =
      List.of(
          "open",
          "open accept",
          "open accept send",
          "send open accept",
          "open send accept send",
          "open accept lose",
          "open accept lose pass accept",
          "open accept send lose send pass accept send",
          "open refuse pass accept",
          "open refuse pass refuse pass refuse pass accept",
          "open close",
          "open accept close",
          "open accept close open accept",
          "open close open accept",
          "open accept send close",
          "send close",
          "open accept release",
          "open release",
          "release",
          "open accept join",
          "join open accept leave",
          "join open accept lose pass accept",
          "open accept profile join send",
          "profile join send open accept",
          "open accept flush",
          "send flush open accept",
          "send flush cancel open accept",
          "send cancel open accept send",
          "open accept silence",
          "open silence accept",
          "open accept lose close",
          "open accept lose open accept",
          "open accept lose release",
          "open open accept open",
          "open accept close close release",
          "open accept send send send lose pass accept flush close");

  @Test
  void whateverCallFailsTheClientRecoversAndLeavesNothingBehind() {
    List<String> broken = new ArrayList<>();
    int runs = 0;
    for (String script : SCRIPTS) {
      Play whole = new Play(Integer.MAX_VALUE);
      judge(whole, script, broken);
      for (int call = 0; call < whole.calls; call++) {
        judge(new Play(call), script, broken);
        runs++;
      }
    }

    System.out.printf(
        Locale.ROOT, "torture: %d scripts, %d runs with a call that fails%n", SCRIPTS.size(), runs);
    assertThat(broken).isEmpty();
  }

  private static void judge(Play play, String script, List<String> broken) {
    try {
      for (String op : script.split(" ", -1)) {
        play.perform(op);
      }
      play.end();
    } catch (RuntimeException | AssertionError thrown) {
      play.wrong.add(thrown.toString());
    }
    for (String wrong : play.wrong) {
      broken.add(script + " | " + play.failed + " | " + wrong);
    }
  }

  /** One run, in which the call of this number fails. */
  private static final class Play {
    final List<String> wrong = new ArrayList<>();
    String failed = "nothing";
    int calls;

    private final int failing;
    private final VirtualTime time = new VirtualTime();
    private final ScriptedTransport transport = new ScriptedTransport();
    private final Session session;
    private final List<CompletableFuture<Void>> futures = new ArrayList<>();
    private boolean over; // from now on nothing fails
    private boolean told; // onConnect, and not onDisconnect since
    private int released;

    Play(int failing) {
      this.failing = failing;
      Draft draft = new Draft();
      draft.apiKey =
          () -> {
            mayFail("the API key supplier");
            return "key";
          };
      draft.tokens(
          () -> {
            mayFail("the token supplier");
            return "token";
          });
      session =
          new Session(
              draft.options(),
              new SessionEnvironment(
                  timers(),
                  () -> 0.5,
                  executor("workers", time.workers()),
                  executor("callbacks", time.callbacks()),
                  () -> new FailingTransport(this),
                  () -> released++),
              event -> mayFail("delivery"));
      session.listeners().onConnect(this::connected);
      session.listeners().onDisconnect(reason -> disconnected());
      session.listeners().onError(error -> mayFail("onError"));
      session.listeners().onReconnectAttempt(number -> mayFail("onReconnectAttempt"));
      session.listeners().onStateChange(change -> mayFail("onStateChange"));
    }

    private void connected() {
      if (told) {
        wrong.add("I01: connected twice");
      }
      told = true;
      mayFail("onConnect");
    }

    private void disconnected() {
      boolean refused = failed.equals("execute of callbacks"); // what waits is dropped then
      if (!told && !refused) {
        wrong.add("I01: disconnected without connect");
      }
      told = false;
      mayFail("onDisconnect");
    }

    private void mayFail(String what) {
      if (!over && calls++ == failing) {
        failed = what;
        throw what.startsWith("execute") || what.startsWith("schedule")
            ? new RejectedExecutionException("tortured")
            : new IllegalStateException("tortured");
      }
    }

    private Executor executor(String name, Executor executor) {
      return task -> {
        mayFail("execute of " + name);
        executor.execute(task);
      };
    }

    private Scheduler timers() {
      return new Scheduler() {
        @Override
        public long now() {
          return time.now();
        }

        @Override
        public Timer schedule(Duration delay, Runnable task) {
          mayFail("schedule of " + delay);
          return time.schedule(delay, task);
        }
      };
    }

    void perform(String op) {
      switch (op) {
        case "open" -> futures.add(session.open());
        case "close" -> futures.add(session.close());
        case "release" -> futures.add(session.release());
        case "send" -> futures.add(session.send(Stage.message("say")));
        case "flush" -> futures.add(session.flush(Duration.ofSeconds(5)));
        case "cancel" -> futures.get(futures.size() - 1).cancel(false);
        case "join" -> session.join("room", null);
        case "leave" -> session.leave("room", null);
        case "profile" -> session.updateProfile(Stage.encoded("{}"), null);
        case "accept" -> ifLive(connection -> connection.accepts("sid"));
        case "lose" -> ifLive(ScriptedConnection::isLost);
        case "refuse" -> ifLive(ScriptedConnection::isRefused);
        case "pass" -> time.passSeconds(3);
        case "silence" -> time.passSeconds(50);
        default -> throw new IllegalArgumentException(op);
      }
      time.run();
    }

    private void ifLive(Consumer<ScriptedConnection> act) {
      if (!transport.connections.isEmpty() && transport.latest().isLive()) {
        act.accept(transport.latest());
      }
    }

    /** Heals, and closes for good. */
    void end() {
      over = true;
      boolean refused = failed.equals("execute of callbacks");
      if (!refused) { // else the client has closed itself
        recover();
      }
      CompletableFuture<Void> gone = session.release();
      time.passSeconds(60);
      check(gone.isDone(), "I11: release() never completes");
      check(session.snapshot().state() == ConnectionState.CLOSED, "I09: not closed");
      check(futures.stream().allMatch(CompletableFuture::isDone), "I29: a future without an end");
      check(time.armed() == 0, "I27: timers armed: " + time.armed());
      check(transport.live() == 0, "I05: connections left: " + transport.live());
      check(released == 1, "I56: released " + released + " times");
    }

    private void recover() {
      CompletableFuture<Void> open = session.open();
      for (int i = 0; i < 60 && !open.isDone(); i++) {
        time.passSeconds(1);
        if (session.snapshot().state() == ConnectionState.CONNECTING) {
          ifLive(connection -> connection.accepts("sid"));
        }
        time.run();
      }
      check(open.isDone(), "I25: open() never ends");
    }

    private void check(boolean holds, String what) {
      if (!holds) {
        wrong.add(what);
      }
    }
  }

  /** Fails when it is its turn. */
  private record FailingTransport(Play play) implements Transport {
    @Override
    public TransportConnection connect(ConnectRequest request, TransportListener listener) {
      play.mayFail("connect");
      return new FailingConnection(play, play.transport.connect(request, listener));
    }

    @Override
    public long maxBufferedBytes() {
      return Long.MAX_VALUE;
    }

    @Override
    public void close() {
      play.transport.close();
    }
  }

  /** Fails when it is its turn; a call that fails has had no effect. */
  private record FailingConnection(Play play, TransportConnection connection)
      implements TransportConnection {
    @Override
    public void sendText(ByteBuffer utf8) {
      play.mayFail("sendText");
      connection.sendText(utf8);
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {
      play.mayFail("sendBinary");
      connection.sendBinary(bytes);
    }

    @Override
    public void request(long messages) {
      play.mayFail("request");
      connection.request(messages);
    }

    @Override
    public void close(CloseStatus status) {
      play.mayFail("close");
      connection.close(status);
    }

    @Override
    public void abort() {
      play.mayFail("abort");
      connection.abort();
    }

    @Override
    public long bufferedBytes() {
      return connection.bufferedBytes();
    }
  }
}
