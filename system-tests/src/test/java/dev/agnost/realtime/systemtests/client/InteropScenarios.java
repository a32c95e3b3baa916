package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.systemtests.node.JavaScriptClient;
import dev.agnost.realtime.systemtests.node.JavaScriptClient.Received;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import dev.agnost.realtime.testserver.json.Json;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Two Java clients and one of JavaScript in a channel: each value of AGNOST-SERVER.md section 3.1
 * goes from Java to both others and from JavaScript to both, and JSON text and bytes are compared.
 */
interface InteropScenarios extends ScenarioContext {

  /** The client that the tests share; each connects it anew. */
  JavaScriptClient javaScript();

  /** Two Java clients and one of JavaScript, all in one channel. */
  final class Trio {
    private static final String ROOM = "room";

    private final RecordingClient ann;
    private final RecordingClient bob;
    private final JavaScriptClient web;
    private int receivedByWeb; // test thread only

    Trio(RecordingClient ann, RecordingClient bob, JavaScriptClient web) {
      this.ann = ann;
      this.bob = bob;
      this.web = web;
    }

    /** From Java to all: the JSON as JavaScript has it, the same in all three. */
    @Nullable String fromJava(@Nullable Object value) {
      Timeouts.done("send", ann.rt.send(ROOM, "java", value, true));
      Received received = web.received(++receivedByWeb).get(receivedByWeb - 1);
      assertEquals("java", received.event());
      assertEquals(ROOM, received.channel());
      assertEquals(received.json(), described(ann.messages.next()), "echo");
      assertEquals(received.json(), described(bob.messages.next()), "Java to Java");
      return received.json();
    }

    /** From JavaScript to both of Java: the message, the same in both. */
    Message fromJavaScript(@Nullable String json) {
      web.send(ROOM, "web", json);
      Message message = ann.messages.next();
      assertEquals("web", message.event());
      assertEquals(ROOM, message.channel());
      assertEquals(described(message), described(bob.messages.next()), "both of Java");
      return message;
    }

    /** There and back: this JSON at every end. */
    void exchange(String json, @Nullable Object value) {
      assertEquals(json, fromJava(value), "from Java");
      assertEquals(json, described(fromJavaScript(json)), "from JavaScript");
    }

    /** The JSON with the bytes of the attachments in it. */
    private static @Nullable String described(Message message) {
      if (!message.isPresent()) {
        return null;
      }
      String json = message.asJson();
      List<ByteBuffer> attachments = message.attachments();
      for (int i = 0; i < attachments.size(); i++) {
        byte[] bytes = new byte[attachments.get(i).remaining()];
        attachments.get(i).duplicate().get(bytes);
        String placeholder = "{\"_placeholder\":true,\"num\":" + i + "}";
        assertTrue(json.contains(placeholder), json);
        json = json.replace(placeholder, buffer(bytes));
      }
      return json;
    }

    static String buffer(byte... bytes) {
      return "{\"$bytes\":\"" + Base64.getEncoder().encodeToString(bytes) + "\"}";
    }
  }

  private Trio trio() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    JavaScriptClient web = javaScript();
    String webId = web.connect(server().baseUrl(env()), KEY);
    join(ann, Trio.ROOM);
    join(bob, Trio.ROOM);
    web.join(Trio.ROOM);
    Timeouts.await(
        "JavaScript in the channel", () -> server().members(env(), Trio.ROOM).contains(webId));
    ann.presence.next(2);
    return new Trio(ann, bob, web);
  }

  @Test
  default void stringsOfAllOfUnicodeAreTheSameAtBothEnds() {
    Trio trio = trio();
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x10000; c++) {
      if (!Character.isSurrogate((char) c)) {
        all.append((char) c);
      }
    }
    for (int c = 0x10000; c <= Character.MAX_CODE_POINT; c += 0xfd) {
      all.appendCodePoint(c);
    }
    all.appendCodePoint(Character.MAX_CODE_POINT);
    for (String text :
        List.of("", "\"quoted\" \\ / \b\f\n\r\t", "\u2028\u2029\ufeff\u0000", all.toString())) {
      String json = Objects.requireNonNull(trio.fromJava(text));
      assertEquals(text, Json.parse(json), "from Java");
      Message message = trio.fromJavaScript(json);
      assertEquals(text, message.asText(), "from JavaScript");
      assertEquals(json, message.asJson(), "from JavaScript");
    }
  }

  @Test
  default void halvesOfSurrogatePairsAreTheSameAtBothEnds() {
    Trio trio = trio();
    for (String text : List.of("\ud800", "a\udfffb", "\udc00\ud800")) {
      String json = Objects.requireNonNull(trio.fromJava(text));
      assertEquals(text, Json.parse(json), "from Java");
      assertEquals(text, trio.fromJavaScript(json).asText(), "from JavaScript");
    }
  }

  @Test
  default void numbersAreThoseOfJavaScriptAtBothEnds() {
    Trio trio = trio();
    trio.exchange("0", 0);
    trio.exchange("-1.5e-7", -1.5e-7);
    trio.exchange("0.1", 0.1);
    trio.exchange("9007199254740991", 9_007_199_254_740_991L);
    trio.exchange("9007199254740992", 9_007_199_254_740_992L);
    trio.exchange("5e-324", Double.MIN_VALUE);
    trio.exchange("1.7976931348623157e+308", Double.MAX_VALUE);
    trio.exchange("1e+21", 1e21);
    // Beyond 2^53 JavaScript has the nearest number, whoever sends; only Java keeps all digits.
    assertEquals("9007199254740992", trio.fromJava(9_007_199_254_740_993L));
    assertEquals("18446744073709552000", trio.fromJava(BigInteger.ONE.shiftLeft(64)));
  }

  @Test
  default void booleansNullAndAbsenceAreTheSameAtBothEnds() {
    Trio trio = trio();
    trio.exchange("true", true);
    trio.exchange("false", false);
    trio.exchange("null", null);
    assertFalse(trio.fromJavaScript(null).isPresent(), "undefined");
  }

  @Test
  default void arraysAndObjectsAreTheSameAtBothEnds() {
    Trio trio = trio();
    trio.exchange("[]", List.of());
    trio.exchange("{}", Map.of());
    trio.exchange("[1,\"a\",null,{\"x\":[]}]", Arrays.asList(1, "a", null, Map.of("x", List.of())));
    Map<String, Object> inOrder = new LinkedHashMap<>();
    inOrder.put("z", Map.of("\u20ac \"", List.of(List.of(List.of(true)))));
    inOrder.put("a", 1.5);
    inOrder.put("", "");
    trio.exchange("{\"z\":{\"\u20ac \\\"\":[[[true]]]},\"a\":1.5,\"\":\"\"}", inOrder);
  }

  @Test
  default void buffersAreTheSameAtBothEnds() {
    Trio trio = trio();
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    trio.exchange(Trio.buffer((byte) 0xde, (byte) 0xad, (byte) 0xbe, (byte) 0xef), deadbeef());
    trio.exchange(Trio.buffer(), new byte[0]);
    trio.exchange(Trio.buffer(all), ByteBuffer.wrap(all));
    Map<String, Object> nested = new LinkedHashMap<>();
    nested.put("name", "f");
    nested.put("data", new byte[] {1, 2, 3});
    nested.put("n", Map.of("more", new byte[] {-1}));
    nested.put("none", List.of(new byte[0], "x"));
    trio.exchange(
        "{\"name\":\"f\",\"data\":%s,\"n\":{\"more\":%s},\"none\":[%s,\"x\"]}"
            .formatted(
                Trio.buffer((byte) 1, (byte) 2, (byte) 3), Trio.buffer((byte) -1), Trio.buffer()),
        nested);
  }

  private static byte[] deadbeef() {
    return new byte[] {(byte) 0xde, (byte) 0xad, (byte) 0xbe, (byte) 0xef};
  }

  @Test
  default void whatLooksLikeAPlaceholderStaysAnObjectAtBothEnds() {
    Trio trio = trio();
    Map<String, Object> lookalike = new LinkedHashMap<>();
    lookalike.put("_placeholder", true);
    lookalike.put("num", 0);
    trio.exchange("{\"_placeholder\":true,\"num\":0}", lookalike);
    trio.exchange("[{\"_placeholder\":true,\"num\":0}]", List.of(lookalike));
  }

  @Test
  @SuppressWarnings("JavaUtilDate") // applications have it in their classes
  default void datesAreTheTextThatJavaScriptMakesOfThem() {
    Trio trio = trio();
    String text = "2024-02-29T23:59:59.007Z";
    Instant instant = Instant.parse(text);

    assertEquals("\"" + text + "\"", trio.fromJava(Date.from(instant)));
    assertEquals("\"" + text + "\"", trio.fromJava(instant));
    Message message = trio.fromJavaScript("{\"$date\":\"" + text + "\"}");
    assertEquals("\"" + text + "\"", message.asJson());
    assertEquals(instant, message.as(Instant.class));
    assertEquals(Date.from(instant), message.as(Date.class));
  }
}
