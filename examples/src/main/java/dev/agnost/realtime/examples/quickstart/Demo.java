package dev.agnost.realtime.examples.quickstart;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.examples.quickstart.Happening.Kind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** The story in its steps. */
final class Demo implements AutoCloseable {

  private static final String QUEUED = "I wrote this without a connection";

  private final Narrator narrator;
  private final Happenings happenings;
  private final Interruption interruption;
  private final Participant ann;
  private final Participant bob;
  // A name of its own, since others may run the demo in the same environment.
  private final String channel = "quickstart-" + RandomGenerator.getDefault().nextInt(1_000, 9_999);

  /**
   * Builds both clients, which do nothing yet.
   *
   * @throws IllegalArgumentException if the target is not configured correctly
   */
  Demo(Target target, Interruption interruption, Narrator narrator, Happenings happenings) {
    this.narrator = narrator;
    this.happenings = happenings;
    this.interruption = interruption;
    AgnostClient anns = interruption.tune(target.builder()).build();
    AgnostClient bobs = target.builder().build();
    this.ann = new Participant("ann", anns, narrator, happenings);
    this.bob = new Participant("bob", bobs, narrator, happenings);
  }

  /**
   * Runs all steps.
   *
   * @throws StepFailedException at the first that does not come to its end
   */
  void run() {
    connect();
    join();
    exchangeMessages();
    interrupt();
  }

  private void connect() {
    narrator.step("Connect two clients");
    int start = happenings.count();
    for (Participant each : List.of(ann, bob)) {
      each.connect();
      happenings.await(
          start, each.name() + " is connected", h -> h.is(each.name(), Kind.CONNECTED));
    }
  }

  private void join() {
    narrator.step("Join a channel");
    int start = happenings.count();
    ann.join(channel);
    awaitJoin(start, ann, ann.socketId());
    bob.join(channel);
    awaitJoin(start, bob, bob.socketId());
    awaitJoin(start, ann, bob.socketId());
    narrator.tell(ann.name(), "getMembers: " + String.join(", ", ann.members(channel)));
  }

  private void exchangeMessages() {
    narrator.step("Exchange messages");
    int start = happenings.count();
    happenings.await("the receipt of a message", ann.say(channel, "hello, bob"));
    awaitMessage(start, bob, "hello, bob");
    happenings.await("the receipt of a message", bob.say(channel, "hello, ann"));
    awaitMessage(start, ann, "hello, ann");
  }

  private void interrupt() {
    narrator.step(interruption.title());
    String annsId = ann.socketId();
    String bobsId = bob.socketId();
    int start = happenings.count();
    CompletableFuture<Void> receipt = interruption.run(ann, bob, channel, QUEUED);
    awaitJoin(start, bob, ann.socketId());
    happenings.await("the receipt of the queued message", receipt);
    awaitMessage(start, bob, QUEUED);
    awaitJoin(start, ann, ann.socketId());
    narrator.tell("", "the queued message has arrived");
    tellIds(ann, annsId);
    tellIds(bob, bobsId);
  }

  private void tellIds(Participant who, String before) {
    String now = who.socketId();
    String id = now.equals(before) ? "socket id " + now : "new socket id " + before + " -> " + now;
    narrator.tell(who.name(), id);
  }

  private void awaitJoin(int from, Participant who, String id) {
    happenings.await(
        from,
        who.name() + " receives that " + id + " has joined",
        h -> h.is(who.name(), Kind.JOINED, id));
  }

  private void awaitMessage(int from, Participant who, String text) {
    happenings.await(
        from,
        who.name() + " receives \"" + text + "\"",
        h -> h.is(who.name(), Kind.RECEIVED, text));
  }

  /** Ends both clients, whatever state they are in. */
  @Override
  public void close() {
    narrator.step("Close both clients");
    CompletableFuture<Void> both = CompletableFuture.allOf(ann.leaveForGood(), bob.leaveForGood());
    happenings.await("the end of both clients", both);
  }
}
