package dev.agnost.realtime.systemtests.client;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Member;
import dev.agnost.realtime.MembersException;
import dev.agnost.realtime.MembersException.Item;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.TypeRef;
import dev.agnost.realtime.tck.client.Timeouts;
import dev.agnost.realtime.testserver.json.Json;
import dev.agnost.realtime.transport.TransportException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** {@code getMembers}: everything that a platform, or what stands before it, may answer. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("members by HTTP")
@ResourceLock(value = "dev.agnost.realtime.tck.client.process", mode = ResourceAccessMode.READ)
abstract class MembersAnswers {
  private static final String KEY = "key-of-the-members";
  private static final String TOKEN = "token-of-the-members";
  private static final String PATH = "/agnost/realtime/get-members";
  private static final int LIMIT = 16 << 20;

  private final UnaryOperator<AgnostClient.Builder> transport;
  private final WireMockServer server =
      new WireMockServer(
          WireMockConfiguration.options()
              .bindAddress("127.0.0.1")
              .dynamicPort()
              .jettyAcceptors(1)
              .containerThreads(8));
  private final AtomicInteger environments = new AtomicInteger();
  private final Deque<AgnostClient> clients = new ArrayDeque<>(); // test thread only

  MembersAnswers(UnaryOperator<AgnostClient.Builder> transport) {
    this.transport = transport;
  }

  @BeforeAll
  void startServer() {
    server.start();
  }

  @AfterAll
  void stopServer() {
    server.stop();
  }

  @AfterEach
  void closeClients() {
    while (!clients.isEmpty()) {
      clients.pop().close();
    }
  }

  @Test
  void requestIsThatOfTheDocumentation() {
    String env = answer(json(200, "[]"));

    assertEquals(
        List.of(), Timeouts.done("getMembers", client(env).getMembers("a \"room\" \u20ac")));

    List<LoggedRequest> requests = server.findAll(postRequestedFor(urlEqualTo("/" + env + PATH)));
    assertEquals(1, requests.size());
    LoggedRequest request = requests.get(0);
    assertEquals(KEY, request.getHeader("Authorization"));
    assertEquals(TOKEN, request.getHeader("Session"));
    assertTrue(request.getHeader("Content-Type").startsWith("application/json"), "Content-Type");
    assertEquals("agnost-java", request.getHeader("X-Client"));
    assertEquals(
        Map.of("channel", "a \"room\" \u20ac"), Json.parse(request.getBodyAsString()), "body");
  }

  @Test
  void membersHaveIdsAndProfilesOfAnyKind() {
    List<Member> members =
        listed(
            "[{\"id\":\"a\",\"data\":{\"n\":12345678901234567890}},{\"id\":\"b\"},{\"id\":\"c\",\"data\":null}]");

    assertEquals(List.of("a", "b", "c"), members.stream().map(Member::id).toList());
    assertEquals("{\"n\":12345678901234567890}", members.get(0).profile().asJson());
    assertFalse(members.get(1).profile().isPresent(), "a profile that was never set");
    assertTrue(members.get(2).profile().isPresent(), "a profile that is null");
    assertTrue(members.get(2).profile().isNull(), "a profile that is null");
  }

  @Test
  void binaryProfilesComeInTheFormOfABuffer() {
    List<Member> members =
        listed(
            "[{\"id\":\"a\",\"data\":{\"type\":\"Buffer\",\"data\":[0,127,255]}},"
                + "{\"id\":\"b\",\"data\":{\"pic\":{\"type\":\"Buffer\",\"data\":[1,2]}}},"
                + "{\"id\":\"c\",\"data\":{\"type\":\"Buffer\",\"data\":[]}}]");

    assertArrayEquals(new byte[] {0, 127, -1}, members.get(0).profile().as(byte[].class));
    Map<String, byte[]> inner =
        Objects.requireNonNull(
            members.get(1).profile().as(new TypeRef<Map<String, byte[]>>() {}), "profile");
    assertArrayEquals(new byte[] {1, 2}, inner.get("pic"));
    assertArrayEquals(new byte[0], members.get(2).profile().as(byte[].class));
  }

  @Test
  void emptyArrayIsNoMembers() {
    assertEquals(List.of(), listed("[]"));
    assertEquals(List.of(), listed(" [ ] "));
  }

  @Test
  void everyErrorOfThePlatformHasStatusOriginCodeAndMessage() {
    Map<String, Integer> codes =
        Map.of(
            "missing_api_key", 401,
            "invalid_api_key", 401,
            "expired_api_key", 403,
            "suspended_environment", 403,
            "realtime_not_enabled", 400,
            "get_channel_members_error", 400);
    codes.forEach(
        (code, status) -> {
          Item item = Item.of("client_error", code, "What " + code + " means.");

          MembersException thrown = refused(json(status, "{\"errors\":[" + written(item) + "]}"));

          assertEquals("AGN-501", thrown.code());
          assertEquals(OptionalInt.of(status), thrown.status());
          assertEquals(List.of(item), thrown.items());
          assertTrue(said(thrown).contains(code), thrown::getMessage);
        });
  }

  @Test
  void severalErrorsAreAllThere() {
    Item first = Item.of("client_error", "one", "The first.");
    Item second = Item.of("server_error", "two", "The second.");

    MembersException thrown =
        refused(json(400, "{\"errors\":[" + written(first) + "," + written(second) + "]}"));

    assertEquals(List.of(first, second), thrown.items());
  }

  @Test
  void failedValidationIsOneItem() {
    MembersException thrown =
        refused(
            json(
                400,
                "{\"error\":\"Invalid Input\",\"details\":\"The request parameters has failed.\","
                    + "\"code\":\"validation_error\",\"fields\":[{\"value\":\"\",\"msg\":\"Channel"
                    + " name is required\",\"param\":\"channel\",\"location\":\"body\"}]}"));

    assertEquals(OptionalInt.of(400), thrown.status());
    assertEquals(List.of(Item.of("", "validation_error", "Invalid Input")), thrown.items());
  }

  @Test
  void pageOfAnIngressIsAnErrorWithStatusAndNoItems() {
    for (int status : new int[] {404, 500, 502, 503, 504}) {
      MembersException thrown =
          refused(
              aResponse()
                  .withStatus(status)
                  .withHeader("Content-Type", "text/html")
                  .withBody("<html><head><title>" + status + "</title></head></html>"));

      assertEquals("AGN-501", thrown.code());
      assertEquals(OptionalInt.of(status), thrown.status());
      assertEquals(List.of(), thrown.items());
    }
  }

  @Test
  void errorBodiesOfAnyShapeAreErrorsWithTheirStatus() {
    for (String body :
        List.of(
            "", "null", "[]", "{}", "{\"errors\":{}}", "{\"errors\":[]}", "{\"errors\":[", "7")) {
      MembersException thrown = refused(json(500, body));

      assertEquals("AGN-501", thrown.code(), body);
      assertEquals(OptionalInt.of(500), thrown.status(), body);
      assertEquals(List.of(), thrown.items(), body);
    }
  }

  @Test
  void okThatIsNoListOfMembersIsAnError() {
    for (String body :
        List.of(
            "", "<html></html>", "{}", "null", "[1]", "[{\"data\":1}]", "[{\"id\":7}]", "[][]")) {
      MembersException thrown = refused(json(200, body));

      assertEquals("AGN-502", thrown.code(), body);
      assertEquals(OptionalInt.of(200), thrown.status(), body);
    }
  }

  @Test
  void redirectIsNotFollowed() {
    String elsewhere = answer(json(200, "[]"));
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      MembersException thrown =
          refused(
              aResponse()
                  .withStatus(status)
                  .withHeader("Location", url() + "/" + elsewhere + PATH));

      assertEquals(OptionalInt.of(status), thrown.status());
    }
    assertEquals(0, server.findAll(postRequestedFor(urlEqualTo("/" + elsewhere + PATH))).size());
  }

  @Test
  void brokenConnectionIsAnErrorWithItsCause() {
    for (Fault fault :
        new Fault[] {
          Fault.CONNECTION_RESET_BY_PEER, Fault.EMPTY_RESPONSE, Fault.RANDOM_DATA_THEN_CLOSE
        }) {
      MembersException thrown = refused(aResponse().withStatus(200).withFault(fault));

      assertEquals("AGN-502", thrown.code(), fault::name);
      assertEquals(OptionalInt.empty(), thrown.status(), fault::name);
      assertTrue(thrown.getCause() != null, fault::name);
    }
  }

  @Test
  void rubbishInsteadOfABodyIsAnError() {
    MembersException thrown = refused(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK));

    assertEquals("AGN-502", thrown.code()); // with status 200 if the end of the body is that of TCP
  }

  @Test
  void silenceEndsAtTheTimeout() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/env";

      MembersException thrown =
          Timeouts.failed(
              "getMembers",
              MembersException.class,
              realtime(AgnostClient.builder(url, KEY).timeout(Duration.ofMillis(200)))
                  .getMembers("room"));

      assertEquals("AGN-502", thrown.code());
      assertEquals(OptionalInt.empty(), thrown.status());
      assertInstanceOf(TimeoutException.class, thrown.getCause());
    }
  }

  @Test
  void answerAboveTheLimitIsAnError() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering = new Thread(() -> answerWithBlanks(server, LIMIT + 1), "large-answer");
      answering.setDaemon(true);
      answering.start();
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/env";

      MembersException thrown =
          Timeouts.failed(
              "getMembers",
              MembersException.class,
              realtime(AgnostClient.builder(url, KEY)).getMembers("room"));

      assertEquals("AGN-502", thrown.code());
      TransportException cause = assertInstanceOf(TransportException.class, thrown.getCause());
      if (cause.kind() != TransportException.Kind.MESSAGE_TOO_LARGE) {
        throw new AssertionError("the failure is not of the kind MESSAGE_TOO_LARGE", cause);
      }
    }
  }

  private static void answerWithBlanks(ServerSocket server, int length) {
    byte[] body = new byte[length];
    Arrays.fill(body, (byte) ' ');
    try (Socket socket = server.accept()) {
      int unusedRequest = socket.getInputStream().read(new byte[8192]);
      String head = "HTTP/1.1 200 OK\r\nContent-Length: " + length + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      // Closing before the client does would race with its reading.
      socket.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // ignored: the client leaves when it has seen enough
    }
  }

  @Test
  void errorThatRepeatsKeyAndTokenIsShownWithoutThem() {
    Item item = Item.of("client_error", "invalid_api_key", "No key " + KEY + ", no " + TOKEN);

    MembersException thrown = refused(json(401, "{\"errors\":[" + written(item) + "]}"));

    for (String secret : List.of(KEY, TOKEN)) {
      assertFalse(said(thrown).contains(secret), "the message has a secret");
      assertFalse(thrown.items().toString().contains(secret), "the items have a secret");
    }
    assertEquals("invalid_api_key", thrown.items().get(0).code());
  }

  private List<Member> listed(String body) {
    return Timeouts.done("getMembers", client(answer(json(200, body))).getMembers("room"));
  }

  private MembersException refused(ResponseDefinitionBuilder response) {
    return Timeouts.failed(
        "getMembers", MembersException.class, client(answer(response)).getMembers("room"));
  }

  /** The environment that is answered so. */
  private String answer(ResponseDefinitionBuilder response) {
    String env = "env-" + environments.incrementAndGet();
    server.stubFor(post(urlEqualTo("/" + env + PATH)).willReturn(response));
    return env;
  }

  /** WireMock's own has the digits of the default locale. */
  private String url() {
    return "http://localhost:" + server.port();
  }

  private Realtime client(String env) {
    return realtime(AgnostClient.builder(url() + "/" + env, KEY).sessionToken(TOKEN));
  }

  private Realtime realtime(AgnostClient.Builder options) {
    AgnostClient client = transport.apply(options).autoConnect(false).build();
    clients.push(client);
    return client.realtime();
  }

  private static ResponseDefinitionBuilder json(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/json; charset=utf-8")
        .withBody(body);
  }

  private static String written(Item item) {
    return Json.write(
        Map.of("origin", item.origin(), "code", item.code(), "message", item.message()));
  }

  private static String said(MembersException thrown) {
    return Objects.requireNonNull(thrown.getMessage());
  }
}
