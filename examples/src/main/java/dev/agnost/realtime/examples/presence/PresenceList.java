package dev.agnost.realtime.examples.presence;

import dev.agnost.realtime.Member;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.Registration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Who is in a channel now: asked for at each connect, and kept by the events in between. Members of
 * a server node that was killed vanish without an event, so it asks again after each reconnect.
 *
 * <p>Profiles are names here, plain strings.
 */
public final class PresenceList implements AutoCloseable {

  private final Realtime rt;
  private final String channel;
  private final Consumer<List<String>> changed;
  private final AtomicInteger events = new AtomicInteger();
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final List<Registration> registrations;

  /**
   * @param rt borrowed; not closed
   * @param changed receives the sorted names after each change
   */
  public PresenceList(Realtime rt, String channel, Consumer<List<String>> changed) {
    this.rt = rt;
    this.channel = channel;
    this.changed = changed;
    this.registrations =
        List.of(
            rt.onConnect(this::refresh),
            rt.onJoin(member -> put(member, member.channel())),
            rt.onUpdate(member -> put(member, member.channel())),
            rt.onLeave(member -> remove(member, member.channel())));
    rt.join(channel);
  }

  private void refresh() {
    int asked = events.get();
    CompletableFuture<Void> unused =
        rt.getMembers(channel).thenAccept(members -> listed(members, asked));
  }

  private void listed(List<Member> members, int asked) {
    if (events.get() != asked) {
      refresh(); // somebody came or went meanwhile: the answer may be older than that
      return;
    }
    names.clear();
    members.forEach(member -> names.put(member.id(), nameOf(member)));
    tell();
  }

  private void put(Member member, String where) {
    if (where.equals(channel)) {
      events.incrementAndGet();
      names.put(member.id(), nameOf(member));
      tell();
    }
  }

  private void remove(Member member, String where) {
    if (where.equals(channel)) {
      events.incrementAndGet();
      names.remove(member.id());
      tell();
    }
  }

  private static String nameOf(Member member) {
    return member.profile().isNull() ? "?" : member.profile().asText();
  }

  private void tell() {
    changed.accept(names.values().stream().sorted().toList());
  }

  @Override
  public void close() {
    registrations.forEach(Registration::close);
    rt.leave(channel);
  }
}
