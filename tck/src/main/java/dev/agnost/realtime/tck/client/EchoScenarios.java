package dev.agnost.realtime.tck.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who gets a message back, and broadcasts. */
interface EchoScenarios extends ScenarioContext {

  @Test
  default void echoOfMessagesIsAsTheCallSaysOrElseTheOption() {
    RecordingClient ann = connect();
    join(ann, "room");

    ann.send("room", "absent", 1);
    ann.send("room", "false", 2, false);
    ann.send("room", "true", 3, true);

    expectNames(ann, "absent", "true");
  }

  @Test
  default void echoOfMessagesIsOffIfTheOptionIsUnlessTheCallSaysSo() {
    RecordingClient ann = connect(options -> options.echoMessages(false));
    join(ann, "room");

    ann.send("room", "absent", 1);
    ann.send("room", "false", 2, false);
    ann.send("room", "true", 3, true);

    expectNames(ann, "true");
  }

  @Test
  default void echoOfBroadcastsIsAsTheCallSaysOrElseTheOption() {
    RecordingClient ann = connect();

    ann.broadcast("absent", 1);
    ann.broadcast("false", 2, false);
    ann.broadcast("true", 3, true);

    expectNames(ann, "absent", "true");
  }

  @Test
  default void echoOfBroadcastsIsOffIfTheOptionIsUnlessTheCallSaysSo() {
    RecordingClient ann = connect(options -> options.echoMessages(false));

    ann.broadcast("absent", 1);
    ann.broadcast("false", 2, false);
    ann.broadcast("true", 3, true);

    expectNames(ann, "true");
  }

  @Test
  default void othersGetTheMessageWhateverTheEcho() {
    RecordingClient ann = connect();
    RecordingClient bob = connect(options -> options.echoMessages(false));
    join(bob, "room");

    ann.send("room", "absent", 1);
    ann.send("room", "false", 2, false);
    ann.send("room", "true", 3, true);

    expectNames(bob, "absent", "false", "true");
  }

  @Test
  default void senderOutsideTheChannelGetsNoEcho() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(bob, "room");

    ann.send("room", "say", 1, true);

    expectNames(bob, "say");
    ann.settle();
    ann.messages.expectNothing();
  }

  @Test
  default void broadcastReachesEverybodyInTheEnvironmentAndNobodyElse() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    server().define(Environment.open(env() + "-other", KEY));
    RecordingClient stranger = watch(builder(server(), env() + "-other"));
    stranger.awaitConnected();

    ann.broadcast("notice", "hello all");

    Message notice = bob.messages.next();
    assertEquals("notice", notice.event());
    assertNull(notice.channel(), "the channel of a broadcast");
    assertEquals("hello all", notice.asText());
    assertEquals("notice", ann.messages.next().event());
    stranger.settle();
    stranger.messages.expectNothing();
  }

  private static void expectNames(RecordingClient client, String... names) {
    List<String> received =
        Stream.generate(() -> client.messages.next().event()).limit(names.length).toList();
    assertEquals(List.of(names), received);
    client.settle();
    client.messages.expectNothing();
  }
}
