package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the events of clients do: join, leave, update, message. Follows engine/realtime/init of
 * agnost-community. Called under the lock of {@link World}.
 */
final class ChannelEvents {
  private final World world;

  ChannelEvents(World world) {
    this.world = world;
  }

  /**
   * Handles one event of a client.
   *
   * @param elements the event as written, the name first
   */
  void on(Member sender, List<String> elements, List<byte[]> attachments) {
    String name = elements.get(0);
    boolean known =
        switch (name) {
          case "\"join\"", "\"leave\"", "\"update\"", "\"message\"" -> true;
          default -> false;
        };
    if (!known) {
      return;
    }
    String payload = elements.size() > 1 ? elements.get(1) : "null";
    if (payload.equals("null")) {
      world.die("event " + name + " without payload");
      return;
    }
    Map<String, String> members = payload.startsWith("{") ? Json.members(payload) : Map.of();
    boolean echo = echo(members.get("echo"), sender);
    switch (name) {
      case "\"join\"" -> join(sender, members.get("channel"), echo);
      case "\"leave\"" -> leave(sender, members.get("channel"), echo);
      case "\"update\"" -> update(sender, payload(members.get("data"), attachments), echo);
      default -> message(sender, members, attachments, echo);
    }
  }

  /** Tells the channels of a socket that is going away, then removes it. */
  void gone(Member member) {
    for (String room : List.copyOf(member.rooms())) {
      if (!ownRoom(room, member)) {
        emit(room, "\"channel:leave\"", channelOf(room), description(member), member);
      }
    }
    world.rooms().remove(member);
  }

  /**
   * Sends an event to a room.
   *
   * @param name as JSON
   * @param channel as JSON; null leaves the key out
   * @param except does not get it
   */
  void emit(
      String room,
      String name,
      @Nullable String channel,
      Payload message,
      @Nullable Member except) {
    Outgoing event = event(name, channel, message);
    for (Member member : world.rooms().in(room)) {
      if (member != except) {
        member.engine().send(event);
      }
    }
  }

  private void join(Member member, @Nullable String channel, boolean echo) {
    String room = Rooms.room(member.envId(), key(channel));
    if (member.rooms().contains(room)) {
      return;
    }
    emit(room, "\"channel:join\"", channel, description(member), null);
    world.rooms().enter(room, member);
    if (echo) {
      member.engine().send(event("\"channel:join\"", channel, description(member)));
    }
  }

  private void leave(Member member, @Nullable String channel, boolean echo) {
    String room = Rooms.room(member.envId(), key(channel));
    if (!member.rooms().contains(room)) {
      return;
    }
    world.rooms().exit(room, member);
    emit(room, "\"channel:leave\"", channel, description(member), null);
    if (echo) {
      member.engine().send(event("\"channel:leave\"", channel, description(member)));
    }
  }

  private void update(Member member, Payload profile, boolean echo) {
    member.profile(profile);
    for (String room : member.rooms()) {
      if (!ownRoom(room, member)) {
        Member except = echo ? null : member;
        emit(room, "\"channel:update\"", channelOf(room), description(member), except);
      }
    }
  }

  private void message(
      Member sender, Map<String, String> members, List<byte[]> attachments, boolean echo) {
    String name = members.getOrDefault("eventName", "null");
    if (name.startsWith("\"") && Packet.RESERVED.contains(String.valueOf(Json.parse(name)))) {
      world.die("a message with the reserved event name " + name);
      return;
    }
    String channel = members.get("channel");
    Payload message = payload(members.get("message"), attachments);
    Member except = echo ? null : sender;
    if (channel != null && truthy(channel)) {
      emit(Rooms.room(sender.envId(), key(channel)), name, channel, message, except);
    } else {
      emit(sender.envId(), name, "null", message, except);
    }
  }

  private static Outgoing event(String name, @Nullable String channel, Payload message) {
    StringBuilder object = new StringBuilder("{");
    if (channel != null) {
      object.append("\"channel\":").append(channel);
    }
    if (!message.json().isEmpty()) {
      object.append(channel == null ? "" : ",").append("\"message\":").append(message.json());
    }
    return Outgoing.event("[" + name + "," + object.append("}]"), message);
  }

  private static Payload description(Member member) {
    Payload profile = member.profile();
    return new Payload(member.describe(profile.json()), profile.attachments());
  }

  private static Payload payload(@Nullable String raw, List<byte[]> attachments) {
    return raw == null ? Payload.ABSENT : Payload.of(raw, attachments);
  }

  private static boolean ownRoom(String room, Member member) {
    String userId = member.userId();
    return room.equals(member.envId())
        || (userId != null && room.equals(Rooms.room(member.envId(), userId)));
  }

  /** The real server cuts the room name at the first dot, whatever the environment is called. */
  private static String channelOf(String room) {
    return Json.write(room.substring(room.indexOf('.') + 1));
  }

  /** A channel in a room name, as JavaScript puts it into a string. */
  private static String key(@Nullable String channel) {
    if (channel == null) {
      return "undefined";
    }
    return channel.startsWith("\"") ? String.valueOf(Json.parse(channel)) : channel;
  }

  private static boolean echo(@Nullable String raw, Member sender) {
    return (raw == null || raw.equals("null")) ? sender.credentials().echo() : truthy(raw);
  }

  private static boolean truthy(String raw) {
    char first = raw.charAt(0);
    boolean number = first == '-' || (first >= '0' && first <= '9');
    return number
        ? Double.parseDouble(raw) != 0
        : !(raw.equals("\"\"") || raw.equals("null") || raw.equals("false"));
  }
}
