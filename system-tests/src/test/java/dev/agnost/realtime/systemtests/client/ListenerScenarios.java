package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.TypeRef;
import dev.agnost.realtime.tck.client.ConnectionEvent.Attempting;
import dev.agnost.realtime.tck.client.ConnectionEvent.Lost;
import dev.agnost.realtime.tck.client.EventLog;
import dev.agnost.realtime.tck.client.RecordingClient;
import dev.agnost.realtime.tck.client.ScenarioContext;
import dev.agnost.realtime.tck.client.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who is called, in which order, on which thread, and what throwing or blocking does. */
interface ListenerScenarios extends ScenarioContext {

  /** A message. */
  record Say(String text, int times) {}

  @Test
  default void catchAllListenersRunBeforeNamedOnesEachInOrder() {
    EventLog<String> order = new EventLog<>("order");
    RecordingClient ann = connect();
    ann.rt.on("say", message -> order.add("named 1"));
    ann.rt.onAny(message -> order.add("any 1"));
    ann.rt.on("say", message -> order.add("named 2"));
    ann.rt.onAny(message -> order.add("any 2"));

    ann.broadcast("say", 1);

    order.expect("any 1", "any 2", "named 1", "named 2");
  }

  @Test
  default void listenerOfAnotherNameIsNotCalled() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    ann.rt.on("other", message -> received.add("other"));
    ann.rt.on("say", message -> received.add("say"));

    ann.broadcast("say", 1);

    received.expect("say");
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void listenerAddedTwiceRunsTwice() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    Consumer<Message> listener = message -> received.add("a message");
    ann.rt.on("say", listener);
    ann.rt.on("say", listener);

    ann.broadcast("say", 1);

    received.expect("a message", "a message");
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void onceRunsOnce() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    ann.rt.once("say", message -> received.add("once " + message.asText()));
    ann.rt.once("say", Integer.class, (number, message) -> received.add("typed " + number));
    ann.rt.on("say", message -> received.add("on " + message.asText()));

    ann.broadcast("say", 1);
    ann.broadcast("say", 2);

    received.expect("once 1", "typed 1", "on 1", "on 2");
    ann.settle();
    received.expectNothing();
  }

  @Test
  default void typedListenersGetTheirType() {
    EventLog<Object> received = new EventLog<>("received");
    RecordingClient ann = connect();
    ann.rt.on("say", Say.class, (say, message) -> received.add(say));
    ann.rt.on("list", new TypeRef<List<Say>>() {}, (says, message) -> received.add(says));

    ann.broadcast("say", new Say("hi", 1));
    ann.broadcast("list", List.of(new Say("a", 1), new Say("b", 2)));

    received.expect(new Say("hi", 1), List.of(new Say("a", 1), new Say("b", 2)));
  }

  @Test
  default void listenerThatThrowsStopsNobody() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann = connect();
    ann.rt.onAny(
        message -> {
          throw new IllegalStateException("thrown by a listener of a test");
        });
    ann.rt.on(
        "say",
        message -> {
          throw new AssertionError("thrown by a listener of a test");
        });
    ann.rt.on("say", message -> received.add("message " + message.asText()));

    ann.broadcast("say", 1);
    ann.broadcast("say", 2);

    received.expect("message 1", "message 2");
    ann.settle();
    ann.connection.expectNothing();
  }

  @Test
  default void connectionListenerThatThrowsStopsNobody() {
    EventLog<String> received = new EventLog<>("received");
    RecordingClient ann =
        connect(
            options ->
                options
                    .onConnect(
                        () -> {
                          throw new IllegalStateException("thrown by a listener of a test");
                        })
                    .onDisconnect(
                        reason -> {
                          throw new IllegalStateException("thrown by a listener of a test");
                        })
                    .onStateChange(
                        change -> {
                          throw new IllegalStateException("thrown by a listener of a test");
                        })
                    .onDisconnect(reason -> received.add(reason.text())));

    server().cutConnections();

    received.expect("transport close");
    ann.connection.next(Lost.class);
    ann.connection.next(Attempting.class);
    ann.awaitConnected();
  }

  @Test
  default void listenersRunOneAtATimeAndInOrder() {
    EventLog<String> order = new EventLog<>("order");
    AtomicInteger inside = new AtomicInteger();
    RecordingClient ann = connect();
    ann.rt.on(
        "say",
        message -> {
          int others = inside.getAndIncrement();
          Thread.onSpinWait();
          order.add(message.asText() + " beside " + others);
          inside.decrementAndGet();
        });

    for (int i = 0; i < 50; i++) {
      ann.broadcast("say", i);
    }

    for (int i = 0; i < 50; i++) {
      order.expect(i + " beside 0");
    }
  }

  @Test
  default void listenersRunOnTheGivenExecutor() {
    EventLog<String> ran = new EventLog<>("executor");
    EventLog<Thread> threads = new EventLog<>("threads");
    RecordingClient ann =
        connect(
            options ->
                options
                    .onConnect(() -> threads.add(Thread.currentThread()))
                    .callbackExecutor(
                        command -> {
                          ran.add("ran");
                          Thread thread = new Thread(command, "callbacks-of-a-test");
                          thread.setDaemon(true);
                          thread.start();
                        }));

    ran.next();
    assertEquals("callbacks-of-a-test", threads.next().getName());
    ann.assertState(ConnectionState.CONNECTED);
  }

  @Test
  default void listenersMayRunOnTheThreadThatBringsTheEvent() {
    RecordingClient ann = connect(options -> options.callbackExecutor(Runnable::run));
    ann.rt.once("ask", message -> ann.rt.broadcast("answer", message.asText()).isDone());

    ann.broadcast("ask", "why");

    assertEquals("ask", ann.messages.next().event());
    assertEquals("answer", ann.messages.next().event());
    ann.closeManually();
    ann.connection.next(Lost.class);
  }

  @Test
  default void callsOfTheApiInsideListenersTakeEffect() {
    RecordingClient ann = connect();
    RecordingClient bob = connect();
    join(bob, "room");
    ann.rt.once("go", message -> ann.rt.join("room"));
    ann.rt.onJoin(member -> ann.rt.send("room", "joined", member.id(), false).isDone());

    bob.broadcast("go", 1, false);

    assertEquals(ann.id(), bob.messages.next().asText());
  }

  @Test
  default void blockedListenerDelaysNoHeartbeat() {
    Duration interval = Duration.ofMillis(300);
    Duration patient = Duration.ofSeconds(2); // a busy machine may answer late
    var server = serverWithHeartbeat(interval, patient);
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    closing(released::countDown);
    RecordingClient ann = watch(builder(server));
    String id = ann.awaitConnected();
    ann.rt.on(
        "block",
        message -> {
          blocked.countDown();
          Timeouts.await(released);
        });
    ann.broadcast("block", 1);
    Timeouts.await(blocked);

    // Without pongs the server would close the connection by then.
    ann.connection.expectSilence(interval.plus(patient).plus(interval));

    released.countDown();
    ann.settle();
    assertEquals(id, ann.rt.getSocketId());
    ann.connection.expectNothing();
  }

  @Test
  default void blockedListenerDelaysNoClose() {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    closing(released::countDown);
    RecordingClient ann = connect();
    ann.rt.on(
        "block",
        message -> {
          blocked.countDown();
          Timeouts.await(released);
        });
    ann.broadcast("block", 1);
    Timeouts.await(blocked);

    ann.closeManually();

    assertFalse(ann.rt.isConnected());
  }

  @Test
  default void listenersRunOnNoThreadOfTheCaller() {
    EventLog<Thread> threads = new EventLog<>("threads");
    RecordingClient ann = connect();
    ann.rt.on("say", message -> threads.add(Thread.currentThread()));

    ann.broadcast("say", 1);

    assertNotSame(Thread.currentThread(), threads.next());
  }
}
