package dev.agnost.realtime.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.AgnostServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client that writes frames by hand. What comes is a queue of lines: texts as they are, binary
 * messages as {@code bin:deadbeef}, a close frame as {@code closed:1005}, a lost connection as
 * {@code cut}.
 */
final class WireClient implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int NORMAL_CLOSURE = 1000;
  private static final Pattern CONNECTED = Pattern.compile("40\\{\"sid\":\"([\\w-]{20})\"}");

  private final WireSocket socket;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private int fences;
  private @Nullable String socketId;

  private WireClient(WireSocket socket) {
    this.socket = socket;
  }

  /** Asks for a WebSocket; completes when the server has answered. */
  static CompletableFuture<WireClient> opening(AgnostServer server) {
    URI uri =
        URI.create(server.baseUrl("x")).resolve("/realtime/realtime/?EIO=4&transport=websocket");
    CompletableFuture<WireClient> opening = new CompletableFuture<>();
    Thread reader = new Thread(() -> run(uri, opening), "wire-client");
    reader.setDaemon(true);
    reader.start();
    return opening;
  }

  /** A client whose Engine.IO open packet has come. */
  static WireClient open(AgnostServer server) {
    WireClient client = opening(server).orTimeout(10, TimeUnit.SECONDS).join();
    assertThat(client.next()).startsWith("0{");
    return client;
  }

  /** Sends CONNECT with this payload and takes the reply, which must be an id. */
  WireClient connect(String payload) {
    send("40" + payload);
    String reply = next();
    Matcher matcher = CONNECTED.matcher(reply);
    assertThat(matcher.matches()).as(reply).isTrue();
    socketId = matcher.group(1);
    return this;
  }

  /** The id of the last {@link #connect}. */
  String id() {
    String id = socketId;
    assertThat(id).isNotNull();
    return String.valueOf(id);
  }

  WireClient send(String text) {
    return send(() -> socket.sendText(text));
  }

  WireClient sendBinary(String hex) {
    return send(() -> socket.sendBinary(HexFormat.of().parseHex(hex)));
  }

  void sendClose() {
    send(() -> socket.sendClose(NORMAL_CLOSURE));
  }

  /** The next line, waited for. */
  String next() {
    String line = poll(PATIENCE);
    assertThat(line).as("nothing came within " + PATIENCE).isNotNull();
    return String.valueOf(line);
  }

  /** Takes the next lines, which must be these. */
  void expect(String... expected) {
    for (String line : expected) {
      assertThat(next()).isEqualTo(line);
    }
  }

  /**
   * All that this client has sent is handled and all that was written to it has come, and it was
   * nothing: joining and leaving a channel of its own is echoed next.
   */
  void expectNothing() {
    fences++;
    for (String event : List.of("join", "leave")) {
      send("42[\"%s\",{\"channel\":\"fence-%s\",\"echo\":true}]".formatted(event, fences));
      String echo = "42[\"channel:%s\",{\"channel\":\"fence-%s\",".formatted(event, fences);
      assertThat(next()).startsWith(echo);
    }
  }

  /** Nothing comes in this time. */
  void expectSilence(Duration time) {
    assertThat(poll(time)).isNull();
  }

  /** Cuts the TCP connection without a close frame. */
  void cut() {
    socket.cut();
  }

  /** Whether nothing has come that was not taken. */
  boolean isQuiet() {
    return lines.isEmpty();
  }

  @Override
  public void close() {
    cut();
  }

  private @Nullable String poll(Duration time) {
    try {
      return lines.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private WireClient send(Sending sending) {
    try {
      sending.send();
      return this;
    } catch (IOException e) {
      throw new AssertionError("the connection is lost", e);
    }
  }

  private static void run(URI uri, CompletableFuture<WireClient> opening) {
    WireClient client;
    try {
      client = new WireClient(WireSocket.open(uri));
    } catch (IOException e) {
      opening.completeExceptionally(e);
      return;
    }
    opening.complete(client);
    client.readAll();
  }

  private void readAll() {
    try {
      String line;
      do {
        line = socket.read();
        lines.add(line);
      } while (!line.startsWith("closed:"));
      socket.cut();
    } catch (IOException e) {
      lines.add("cut");
    }
  }

  /** Something to send. */
  private interface Sending {
    void send() throws IOException;
  }
}
