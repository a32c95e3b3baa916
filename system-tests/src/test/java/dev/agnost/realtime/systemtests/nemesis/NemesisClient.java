package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One client and its application, which remembers what it did and what it received. By one thread
 * at a time, except that listeners come on those of the client.
 */
final class NemesisClient {

  private static final int CHANNELS_AT_FIRST = 2;
  private static final long LISTENER_NANOS = 20_000;

  private final int number;
  private final String threads;
  private final List<String> channels;
  private final AgnostClient client;
  private final Realtime realtime;
  private final Queue<ListenerCall> calls = new ConcurrentLinkedQueue<>();
  private final List<SentMessage> sent = new ArrayList<>();
  private final Set<String> desiredChannels = new TreeSet<>();
  private boolean open = true;

  /**
   * Connects.
   *
   * @param threads how the names of the threads begin on which listeners may run
   * @param channels what there is to join
   */
  NemesisClient(int number, AgnostClient client, String threads, List<String> channels) {
    this.number = number;
    this.threads = threads;
    this.channels = channels;
    this.client = client;
    this.realtime = client.realtime(this::listen);
    for (int i = 0; i < CHANNELS_AT_FIRST; i++) {
      toggle(channels.get((number + i * 7) % channels.size()));
    }
  }

  private void listen(Realtime rt) {
    rt.onConnect(() -> event(new ListenerEvent.Connected()));
    rt.onDisconnect(reason -> event(new ListenerEvent.Lost()));
    rt.onReconnectAttempt(attempt -> event(new ListenerEvent.Attempt(attempt)));
    rt.onError(error -> event(new ListenerEvent.Failed()));
    rt.onStateChange(this::stateChanged);
    rt.on(MessageId.EVENT, this::received);
  }

  private void stateChanged(StateChange change) {
    if (change.current() == ConnectionState.CLOSED) {
      event(new ListenerEvent.ClosedByApplication());
    }
  }

  private void received(Message message) {
    MessageId.of(message.asText()).ifPresent(id -> event(new ListenerEvent.MessageReceived(id)));
  }

  /** In a listener: takes a moment, so that another call could be seen to come meanwhile. */
  private void event(ListenerEvent what) {
    long begin = System.nanoTime();
    LockSupport.parkNanos(LISTENER_NANOS);
    calls.add(new ListenerCall(what, Thread.currentThread().getName(), begin, System.nanoTime()));
  }

  // -------------------------------------------------------------------------------- actions

  /** Does something at random: mostly it sends. */
  void act(SplittableRandom random) {
    if (!open && random.nextInt(4) == 0) {
      open();
      return;
    }
    int dice = random.nextInt(100);
    String channel = channels.get(random.nextInt(channels.size()));
    if (dice < 80) {
      SentMessage id = send(channel);
      if (dice < 8) {
        id.cancel();
      }
    } else if (dice < 98) {
      toggle(channel);
    } else {
      open = false;
      CompletableFuture<Void> unused = realtime.close();
    }
  }

  /** Joins a channel that no other client joins. */
  String ownChannel() {
    String channel = "own-" + number;
    desiredChannels.add(channel);
    realtime.join(channel);
    return channel;
  }

  /** Connects again if the application had closed the connection. */
  void open() {
    if (!open) {
      open = true;
      CompletableFuture<Void> unused = realtime.open();
    }
  }

  /** Sends its next message. */
  SentMessage send(String channel) {
    MessageId id = new MessageId(number, sent.size() + 1);
    SentMessage message = new SentMessage(id, realtime.send(channel, MessageId.EVENT, id.text()));
    sent.add(message);
    return message;
  }

  private void toggle(String channel) {
    if (desiredChannels.remove(channel)) {
      realtime.leave(channel);
    } else {
      desiredChannels.add(channel);
      realtime.join(channel);
    }
  }

  /** Closes the client; completes with the time at which it has closed. */
  CompletableFuture<Long> close() {
    return client.closeAsync().toCompletableFuture().thenApply(nothing -> System.nanoTime());
  }

  // ---------------------------------------------------------------------------------- state

  int number() {
    return number;
  }

  Realtime realtime() {
    return realtime;
  }

  AgnostClient client() {
    return client;
  }

  /** The channels that the application has joined and not left. */
  Set<String> desiredChannels() {
    return Set.copyOf(desiredChannels);
  }

  boolean hasReceived(MessageId id) {
    return calls.stream()
        .anyMatch(call -> call.event().equals(new ListenerEvent.MessageReceived(id)));
  }

  /** Whether each of its messages has had an outcome. */
  boolean hasAllResults() {
    return sent.stream().allMatch(SentMessage::isDone);
  }

  /** All that the client reported. */
  ClientHistory history(long closed) {
    List<SendResult> results = sent.stream().map(SentMessage::result).toList();
    return new ClientHistory(number, List.copyOf(calls), results, threads, closed);
  }
}
