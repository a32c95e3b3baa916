package dev.agnost.realtime.examples.quickstart;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ChannelMember;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.RealtimeError;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.examples.quickstart.Happening.Kind;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Somebody with a client of the SDK, who tells of everything that its listeners hear. */
final class Participant {

  private final String name;
  private final AgnostClient client;
  private final Narrator narrator;
  private final Happenings happenings;

  /**
   * @param client owned; ended by {@link #leaveForGood()}
   */
  Participant(String name, AgnostClient client, Narrator narrator, Happenings happenings) {
    this.name = name;
    this.client = client;
    this.narrator = narrator;
    this.happenings = happenings;
  }

  String name() {
    return name;
  }

  /** Starts to connect; listeners are in place before, so that no event is missed. */
  void connect() {
    client.realtime(this::listen);
  }

  private void listen(Realtime rt) {
    rt.onConnect(() -> received(Kind.CONNECTED, "onConnect: socket id " + rt.getSocketId()));
    rt.onDisconnect(reason -> received(Kind.DISCONNECTED, "onDisconnect: " + reason));
    rt.onError(this::attemptFailed);
    rt.onReconnectAttempt(number -> narrator.tell(name, "onReconnectAttempt: " + number));
    rt.onStateChange(this::stateChanged);
    rt.onJoin(this::joined);
    rt.on("say", Say.class, this::said);
  }

  private void received(Kind kind, String words) {
    narrator.tell(name, words);
    happenings.add(new Happening(name, kind, words));
  }

  private void attemptFailed(RealtimeError error) {
    received(Kind.ATTEMPT_FAILED, "onError: " + error);
  }

  private void stateChanged(StateChange change) {
    String wait =
        change
            .nextDelay()
            .map(delay -> String.format(Locale.ROOT, ", waits %.1f s", delay.toMillis() / 1e3))
            .orElse("");
    narrator.tell(name, "onStateChange: " + change.previous() + " -> " + change.current() + wait);
    if (change.current() == ConnectionState.FAILED) {
      String why = change.error().map(RealtimeError::toString).orElse("see above");
      happenings.add(new Happening(name, Kind.GAVE_UP, why));
    }
  }

  private void joined(ChannelMember member) {
    Profile profile = member.profile().as(Profile.class);
    String who = profile == null ? "somebody" : profile.name();
    narrator.tell(name, "onJoin: " + who + " with socket id " + member.id());
    happenings.add(new Happening(name, Kind.JOINED, member.id()));
  }

  private void said(Say say, Message message) {
    narrator.tell(name, "receives in " + message.channel() + ": \"" + say.text() + "\"");
    happenings.add(new Happening(name, Kind.RECEIVED, say.text()));
  }

  /** The socket id, or words for none. */
  String socketId() {
    return String.valueOf(client.realtime().getSocketId());
  }

  /** Joins a channel and says who it is. */
  void join(String channel) {
    narrator.tell(name, "updateProfile, join(\"" + channel + "\")");
    client.realtime().updateProfile(new Profile(name));
    client.realtime().join(channel);
  }

  /** Says something to others; without echo. */
  CompletableFuture<Void> say(String channel, String text) {
    narrator.tell(name, "send: \"" + text + "\"");
    return client.realtime().send(channel, "say", new Say(text), false);
  }

  /** The names of who is in the channel. */
  List<String> members(String channel) {
    return happenings.await("getMembers", client.realtime().getMembers(channel)).stream()
        .map(member -> member.profile().as(Profile.class))
        .map(profile -> profile == null ? "somebody" : profile.name())
        .sorted()
        .toList();
  }

  /** Connects by hand: now. */
  void open() {
    narrator.tell(name, "open()");
    CompletableFuture<Void> unused = client.realtime().open();
  }

  /** Disconnects by hand and waits for the end of it. */
  void close() {
    narrator.tell(name, "close()");
    happenings.await("close()", client.realtime().close());
  }

  /** Ends the client and releases what it created. */
  CompletableFuture<Void> leaveForGood() {
    return client.closeAsync().toCompletableFuture();
  }
}
