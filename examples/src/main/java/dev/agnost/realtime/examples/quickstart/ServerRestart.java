package dev.agnost.realtime.examples.quickstart;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ReconnectContext;
import dev.agnost.realtime.examples.quickstart.Happening.Kind;
import dev.agnost.realtime.testserver.AgnostServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Kills the server under both clients and starts it again. */
final class ServerRestart implements Interruption {

  private static final Duration FIRST = Duration.ofMillis(300);
  private static final Duration LATER = Duration.ofMinutes(5);

  private final AgnostServer server;
  private final Narrator narrator;
  private final Happenings happenings;

  /**
   * @param server borrowed
   */
  ServerRestart(AgnostServer server, Narrator narrator, Happenings happenings) {
    this.server = server;
    this.narrator = narrator;
    this.happenings = happenings;
  }

  @Override
  public String title() {
    return "Restart the server under the clients";
  }

  /**
   * One early attempt, then a long wait: the server keeps no messages, so bob must be back before
   * ann sends what she has queued.
   */
  @Override
  public AgnostClient.Builder tune(AgnostClient.Builder ann) {
    return ann.reconnectPolicy(ServerRestart::onceThenWait);
  }

  private static Optional<Duration> onceThenWait(ReconnectContext context) {
    if (context.permanent()) {
      return Optional.empty();
    }
    return Optional.of(context.attempt() == 1 ? FIRST : LATER);
  }

  @Override
  public CompletableFuture<Void> run(
      Participant ann, Participant bob, String channel, String text) {
    narrator.print(
        "   (bob's client has the default reconnect policy; ann's, for the story, tries once");
    narrator.print(
        "   after 300 ms and again after 5 min, so that bob is there to hear her message)");
    int start = happenings.count();
    narrator.tell("", "the server dies");
    server.stop();
    awaitOf(start, ann, Kind.DISCONNECTED, "the loss of the connection");
    CompletableFuture<Void> receipt = ann.say(channel, text);
    narrator.tell(ann.name(), "the message waits in the queue");
    awaitOf(start, ann, Kind.ATTEMPT_FAILED, "a failed attempt");
    awaitOf(start, bob, Kind.ATTEMPT_FAILED, "a failed attempt");

    int restarted = happenings.count();
    server.start();
    narrator.tell("", "the server is back");
    awaitOf(restarted, bob, Kind.CONNECTED, "the connection to the new server");
    happenings.await(
        restarted, "bob has joined again", h -> h.is(bob.name(), Kind.JOINED, bob.socketId()));
    narrator.tell("", "bob came back by himself; ann need not wait for her next attempt");
    ann.open();
    awaitOf(restarted, ann, Kind.CONNECTED, "the connection to the new server");
    return receipt;
  }

  private void awaitOf(int from, Participant who, Kind kind, String what) {
    happenings.await(from, who.name() + ", " + what, h -> h.is(who.name(), kind));
  }
}
