package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.NotSentException.Reason;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.TypeRef;
import dev.agnost.realtime.testserver.json.Json;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values of every kind, there and back. */
interface MessageScenarios extends ScenarioContext {

  /** A message as applications have them. */
  record Say(String text, int times) {}

  @Test
  default void textArrivesAsItWasSent() {
    for (String text : List.of("hello", "", "\"quoted\" \\ \n", "grüße \u2028 \uD83D\uDE00")) {
      Message message = roundTrip(text);

      assertEquals(text, message.asText());
      assertEquals(text, message.as(String.class));
      assertEquals("room", message.channel());
      assertEquals("say", message.event());
    }
  }

  @Test
  default void numbersAndBooleansArriveAsTheyWereSent() {
    assertEquals(42, roundTrip(42).as(Integer.class));
    assertEquals(-1.5e-7, roundTrip(-1.5e-7).as(Double.class));
    assertEquals(9_007_199_254_740_991L, roundTrip(9_007_199_254_740_991L).as(Long.class));
    assertEquals(true, roundTrip(true).as(Boolean.class));
    assertEquals(false, roundTrip(false).as(Boolean.class));
  }

  @Test
  default void nullArrivesAsNull() {
    Message message = roundTrip(null);

    assertTrue(message.isPresent() && message.isNull(), "present and null");
    assertNull(message.as(String.class));
    assertEquals("null", message.asJson());
  }

  @Test
  default void absentMessageIsNotPresent() {
    RecordingClient ann = connect();

    server().sendRawText(ann.id(), "42[\"say\",{\"channel\":\"room\"}]");

    Message message = ann.messages.next();
    assertFalse(message.isPresent(), "isPresent()");
    assertTrue(message.isNull(), "isNull()");
  }

  @Test
  default void objectsAndArraysArriveAsTheyWereSent() {
    Object value = Map.of("list", List.of(1, "a", Map.of("x", List.of())));

    Message message = roundTrip(value);

    assertEquals(
        Json.parse("{\"list\":[1,\"a\",{\"x\":[]}]}"), Json.parse(message.asJson()), "asJson()");
    assertEquals(value, message.as(new TypeRef<Map<String, Object>>() {}));
  }

  @Test
  default void recordsAreBound() {
    assertEquals(new Say("hi", 3), roundTrip(new Say("hi", 3)).as(Say.class));
  }

  @Test
  default void objectThatLooksLikeAPlaceholderStaysAnObject() {
    Map<String, Object> value = Map.of("_placeholder", true, "num", 0);

    assertEquals(value, roundTrip(value).as(new TypeRef<Map<String, Object>>() {}));
  }

  @Test
  default void bytesArriveAsTheyWereSent() {
    byte[] bytes = {(byte) 0xde, (byte) 0xad, 0, (byte) 0xff};

    assertArrayEquals(bytes, roundTrip(bytes).asBytes());
    assertArrayEquals(bytes, roundTrip(ByteBuffer.wrap(bytes)).as(byte[].class));
  }

  @Test
  default void emptyBytesArriveAsEmptyBytes() {
    assertEquals(0, roundTrip(new byte[0]).asBytes().length);
  }

  @Test
  default void bytesInsideObjectsArriveAsTheyWereSent() {
    Message message =
        roundTrip(
            Map.of(
                "one",
                Map.of("data", new byte[] {1, 2, 3}),
                "two",
                Map.of("data", new byte[] {4})));

    assertEquals(2, message.attachments().size());
    var bound =
        Objects.requireNonNull(message.as(new TypeRef<Map<String, Map<String, byte[]>>>() {}));
    assertEquals(Set.of("one", "two"), bound.keySet());
    assertArrayEquals(new byte[] {1, 2, 3}, bound.getOrDefault("one", Map.of()).get("data"));
    assertArrayEquals(new byte[] {4}, bound.getOrDefault("two", Map.of()).get("data"));
  }

  @Test
  default void tenAttachmentsArriveInOrder() {
    List<byte[]> parts =
        IntStream.range(0, 10).mapToObj(i -> new byte[] {(byte) i, (byte) -i}).toList();

    List<byte[]> received = roundTrip(parts).as(new TypeRef<List<byte[]>>() {});

    assertEquals(10, received == null ? 0 : received.size());
    for (int i = 0; i < 10; i++) {
      assertArrayEquals(parts.get(i), received == null ? null : received.get(i), "part " + i);
    }
  }

  @Test
  default void aMebibyteArrivesAsItWasSent() {
    String text = "0123456789abcdef".repeat(1 << 16);
    byte[] bytes = new byte[1 << 20];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31);
    }

    assertEquals(text, roundTrip(text).asText());
    assertArrayEquals(bytes, roundTrip(bytes).asBytes());
  }

  @Test
  default void changingWhatWasSentAfterwardsChangesNothing() {
    RecordingClient ann = connect();
    join(ann, "room");
    byte[] bytes = {1, 2, 3};

    CompletableFuture<Void> sent = ann.rt.send("room", "say", bytes);
    bytes[0] = 9;

    Timeouts.done("send", sent);
    assertArrayEquals(new byte[] {1, 2, 3}, ann.messages.next().asBytes());
  }

  @Test
  default void threeHundredMessagesArriveInOrder() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(ann, "room");
    join(bob, "room");

    List<CompletableFuture<Void>> sent = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      sent.add(ann.rt.send("room", "say", i % 10 == 0 ? new byte[] {(byte) i} : i));
    }

    sent.forEach(future -> Timeouts.done("send", future));
    for (int i = 0; i < 300; i++) {
      expectNumber(i, bob.messages.next());
      expectNumber(i, ann.messages.next());
    }
  }

  private static void expectNumber(int i, Message message) {
    if (i % 10 == 0) {
      assertArrayEquals(new byte[] {(byte) i}, message.asBytes(), "message " + i);
    } else {
      assertEquals(i, message.as(Integer.class), "message " + i);
    }
  }

  @Test
  default void messageThatIsTooLargeIsNotSentAndTheConnectionStands() {
    RecordingClient ann = connect(options -> options.maxOutboundMessageBytes(1000));
    join(ann, "room");

    NotSentException thrown =
        Timeouts.failed(
            "send", NotSentException.class, ann.rt.send("room", "say", "x".repeat(1000)));

    assertEquals(Reason.TOO_LARGE, thrown.reason());
    ann.send("room", "say", "small");
    assertEquals("small", ann.messages.next().asText());
  }

  @Test
  default void messageThatCannotBeEncodedIsThrownToTheCallerAndTheConnectionStands() {
    RecordingClient ann = connect();
    join(ann, "room");
    List<Object> endless = new ArrayList<>();
    endless.add(endless);

    PayloadException thrown =
        assertThrows(PayloadException.class, () -> ann.send("room", "say", endless));

    assertEquals("AGN-401", thrown.code());
    ann.send("room", "say", "fine");
    assertEquals("fine", ann.messages.next().asText());
  }

  @Test
  default void payloadThatDoesNotFitIsAnErrorOfThatListenerOnly() {
    RecordingClient ann = connect();
    join(ann, "room");
    EventLog<Integer> numbers = new EventLog<>("numbers");
    ann.rt.on("say", Integer.class, (number, message) -> numbers.add(number));

    ann.send("room", "say", "not a number");
    ann.send("room", "say", 7);

    numbers.expect(7);
    assertEquals(
        "AGN-402",
        assertThrows(PayloadException.class, () -> ann.messages.next().as(Integer.class)).code());
    ann.settle();
    ann.connection.expectNothing();
  }

  @Test
  default void messageForAChannelOfOthersIsNotReceived() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(bob, "another");

    ann.send("room", "say", 1);
    ann.send("another", "say", 2);

    assertEquals("2", bob.messages.next().asJson());
    bob.settle();
    bob.messages.expectNothing();
  }

  private Message roundTrip(@Nullable Object value) {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(bob, "room");
    Timeouts.done("send", ann.rt.send("room", "say", value));
    Message message = bob.messages.next();
    ann.client.close();
    bob.client.close();
    return message;
  }
}
