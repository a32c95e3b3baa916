package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** HTTP for transports that have none of their own; the peer is a plain socket. */
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a peer's write may hang
class JdkHttpExchangeTest {

  private static final int LIMIT = 1000;
  private static final int LARGE = 16 << 20;
  private static final int MILLIS = 20_000;
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *([0-9]+)");

  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private final JdkHttpExchange http = new JdkHttpExchange(TransportConfig.defaults(), worker);
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    server.setSoTimeout(MILLIS);
  }

  @AfterEach
  void end() throws IOException {
    server.close();
    http.close();
    worker.shutdownNow();
  }

  @Test
  void aBodyThatStopsInTheMiddleHoldsNoWorker() throws Exception {
    CompletableFuture<HttpResponse> slow = http.send(post());
    try (Socket halfway = answered("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")) {
      CompletableFuture<HttpResponse> other = http.send(post());
      answered("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]").close();

      assertThat(textOf(done(other))).isEqualTo("[]");

      assertThat(slow).isNotDone();
      halfway.getOutputStream().write("-wayed".getBytes(StandardCharsets.US_ASCII));
      assertThat(textOf(done(slow))).isEqualTo("half-wayed");
    }
  }

  @Test
  void cancellingInTheMiddleOfTheBodyFreesTheConnection() throws Exception {
    CompletableFuture<HttpResponse> slow = http.send(post(2 * LARGE));
    try (Socket halfway =
        answered("HTTP/1.1 200 OK\r\nContent-Length: " + 2 * LARGE + "\r\n\r\n")) {
      halfway.getOutputStream().write(new byte[LARGE]); // more than the system buffers
      slow.cancel(true);

      assertThat(endOf(halfway)).isEqualTo(-1);
    }
  }

  @Test
  void aBodyAtTheLimitArrives() throws Exception {
    CompletableFuture<HttpResponse> asked = http.send(post());
    answered("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(LIMIT)).close();

    assertThat(done(asked).body().remaining()).isEqualTo(LIMIT);
  }

  @Test
  void aBodyAboveTheLimitFailsAtOnceAndFreesTheConnection() throws Exception {
    CompletableFuture<HttpResponse> asked = http.send(post());
    try (Socket endless = answered("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(LIMIT + 1))) {
      assertThatThrownBy(() -> done(asked))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOfSatisfying(
              TransportException.class,
              thrown ->
                  assertThat(thrown.kind()).isEqualTo(TransportException.Kind.MESSAGE_TOO_LARGE));
      assertThat(endOf(endless)).isEqualTo(-1);
    }
  }

  @Test
  void aBodyThatIsCutOffFails() throws Exception {
    CompletableFuture<HttpResponse> asked = http.send(post());
    answered("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf").close();

    assertThatThrownBy(() -> done(asked)).hasCauseInstanceOf(TransportException.class);
  }

  @Test
  void clientsThatAskManyTimesShareOneClientOfTheJdk() throws Exception {
    Set<Thread> before = selectors();
    List<AgnostClient> clients = new ArrayList<>();
    try {
      for (int number = 0; number < 3; number++) {
        String url = "http://127.0.0.1:" + server.getLocalPort() + "/env-" + number;
        AgnostClient client =
            AgnostClient.builder(url, "key").autoConnect(false).transport(new Unused()).build();
        clients.add(client);
        for (int time = 0; time < 4; time++) {
          Realtime rt = client.realtime();
          Future<?> asked = rt.getMembers("room").toCompletableFuture();
          answered("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n[]").close();
          done(asked);
        }
      }
      Set<Thread> now = selectors();
      now.removeAll(before);
      assertThat(now).hasSizeLessThanOrEqualTo(1);
    } finally {
      clients.forEach(AgnostClient::close);
    }
  }

  private static Set<Thread> selectors() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("HttpClient-"))
        .collect(Collectors.toSet());
  }

  private HttpRequest post() {
    return post(LIMIT);
  }

  private HttpRequest post(int limit) {
    URI uri = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/env/get-members");
    return HttpRequest.of("POST", uri, List.of(), ByteBuffer.allocate(0), limit);
  }

  /** The next connection, whose request was read and which was sent this. */
  private Socket answered(String text) throws Exception {
    Socket socket = server.accept();
    socket.setSoTimeout(MILLIS);
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = socket.getInputStream().read();
      assertThat(read).as("a request has a head").isNotNegative();
      head.append((char) read);
    }
    Matcher length = LENGTH.matcher(head);
    if (length.find()) {
      socket.getInputStream().readNBytes(Integer.parseInt(length.group(1)));
    }
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** What comes when the client has left: -1, be it an end or a reset. */
  private static int endOf(Socket socket) throws IOException {
    try {
      return socket.getInputStream().read();
    } catch (SocketException reset) {
      return -1;
    }
  }

  private static String textOf(HttpResponse response) {
    return StandardCharsets.US_ASCII.decode(response.body()).toString();
  }

  /** For clients that never connect. */
  private static final class Unused implements Transport {
    @Override
    public TransportConnection connect(ConnectRequest request, TransportListener listener) {
      throw new AssertionError("nobody may connect");
    }

    @Override
    public void close() {
      throw new AssertionError("it is borrowed");
    }
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.get(MILLIS, TimeUnit.MILLISECONDS);
  }
}
