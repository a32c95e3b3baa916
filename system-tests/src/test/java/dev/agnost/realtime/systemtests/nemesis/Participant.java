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
 * One client and its application, which remembers what it did and what it was told. By one thread
 * at a time, except that listeners come on those of the client.
 */
final class Participant {

  private static final int CHANNELS_AT_FIRST = 2;
  private static final long A_MOMENT_NANOS = 20_000;

  private final int number;
  private final String threads;
  private final List<String> channels;
  private final AgnostClient client;
  private final Realtime realtime;
  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final List<SentLetter> sent = new ArrayList<>();
  private final Set<String> wished = new TreeSet<>();
  private boolean open = true;

  /**
   * Connects.
   *
   * @param threads how the names of the threads begin on which listeners may run
   * @param channels what there is to join
   */
  Participant(int number, AgnostClient client, String threads, List<String> channels) {
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
    rt.onConnect(() -> told(new Told.Connected()));
    rt.onDisconnect(reason -> told(new Told.Lost()));
    rt.onReconnectAttempt(attempt -> told(new Told.Attempt(attempt)));
    rt.onError(error -> told(new Told.Failed()));
    rt.onStateChange(this::stateChanged);
    rt.on(Letter.EVENT, this::heard);
  }

  private void stateChanged(StateChange change) {
    if (change.current() == ConnectionState.CLOSED) {
      told(new Told.ClosedByHand());
    }
  }

  private void heard(Message message) {
    Letter.of(message.asText()).ifPresent(letter -> told(new Told.Heard(letter)));
  }

  /** In a listener: takes a moment, so that another call could be seen to come meanwhile. */
  private void told(Told what) {
    long begin = System.nanoTime();
    LockSupport.parkNanos(A_MOMENT_NANOS);
    calls.add(new Call(what, Thread.currentThread().getName(), begin, System.nanoTime()));
  }

  // ---------------------------------------------------------------------------- what it does

  /** Does something at random: mostly it sends. */
  void act(SplittableRandom random) {
    if (!open && random.nextInt(4) == 0) {
      open();
      return;
    }
    int dice = random.nextInt(100);
    String channel = channels.get(random.nextInt(channels.size()));
    if (dice < 80) {
      SentLetter letter = send(channel);
      if (dice < 8) {
        letter.cancel();
      }
    } else if (dice < 98) {
      toggle(channel);
    } else {
      open = false;
      CompletableFuture<Void> unused = realtime.close();
    }
  }

  /** A channel that nobody else is in, joined now. */
  String ownChannel() {
    String channel = "own-" + number;
    wished.add(channel);
    realtime.join(channel);
    return channel;
  }

  /** Connects again if it has closed by hand. */
  void open() {
    if (!open) {
      open = true;
      CompletableFuture<Void> unused = realtime.open();
    }
  }

  /** Sends its next message. */
  SentLetter send(String channel) {
    Letter letter = new Letter(number, sent.size() + 1);
    SentLetter posting =
        new SentLetter(letter, realtime.send(channel, Letter.EVENT, letter.text()));
    sent.add(posting);
    return posting;
  }

  private void toggle(String channel) {
    if (wished.remove(channel)) {
      realtime.leave(channel);
    } else {
      wished.add(channel);
      realtime.join(channel);
    }
  }

  /** Ends the client for good; done when it says so, with the time. */
  CompletableFuture<Long> close() {
    return client.closeAsync().toCompletableFuture().thenApply(nothing -> System.nanoTime());
  }

  // ------------------------------------------------------------------------- what it knows

  int number() {
    return number;
  }

  Realtime realtime() {
    return realtime;
  }

  AgnostClient client() {
    return client;
  }

  /** The channels it wants to be in. */
  Set<String> wished() {
    return Set.copyOf(wished);
  }

  boolean hasHeard(Letter letter) {
    return calls.stream().anyMatch(call -> call.told().equals(new Told.Heard(letter)));
  }

  /** Whether each of its messages has had an outcome. */
  boolean knowsAllFates() {
    return sent.stream().allMatch(SentLetter::isDone);
  }

  /** All it was told. */
  Story story(long closed) {
    List<Fate> fates = sent.stream().map(SentLetter::fate).toList();
    return new Story(number, List.copyOf(calls), fates, threads, closed);
  }
}
