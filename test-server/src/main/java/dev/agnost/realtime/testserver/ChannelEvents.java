package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.JsValues.NotAStringException;
import dev.agnost.realtime.testserver.json.Json;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the events of clients do, mistakes of the real server included: payloads are not checked,
 * and the events meant for the API server are executed for every client. Called under the lock of
 * {@link World}.
 */
final class ChannelEvents {
  private final World world;

  ChannelEvents(World world) {
    this.world = world;
  }

  /** Handles one event of a client. */
  void on(Member sender, Packet packet, List<byte[]> attachments) {
    List<?> arguments = (List<?>) Objects.requireNonNull(Json.parse(packet.payload()));
    if (!(arguments.get(0) instanceof String name)) {
      return;
    }
    Object payload = arguments.size() > 1 ? arguments.get(1) : null;
    Map<?, ?> fields = payload instanceof Map<?, ?> map ? map : Map.of();
    try {
      switch (name) {
        case "join", "leave", "update", "message" -> {
          if (exists(name, payload)) {
            onChannelEvent(sender, name, fields, attachments);
          }
        }
        case "user_event", "send_message", "broadcast_message", "get_members" -> {
          if (exists(name, payload)) {
            onPlatformEvent(sender, name, fields, packet.ackId(), attachments);
          }
        }
        default -> world.log().note(0, "no handler for the event above");
      }
    } catch (NotAStringException e) {
      world.die(name + ": " + e.getMessage());
    }
  }

  private boolean exists(String name, @Nullable Object payload) {
    if (payload == null) {
      world.die("event \"" + name + "\" without payload");
    }
    return payload != null;
  }

  private void onChannelEvent(
      Member sender, String name, Map<?, ?> fields, List<byte[]> attachments)
      throws NotAStringException {
    Object echo = fields.get("echo");
    boolean echoes = echo == null ? sender.credentials().echo() : JsValues.isTruthy(echo);
    switch (name) {
      case "join" -> join(sender, fields, echoes);
      case "leave" -> leave(sender, fields, echoes);
      case "update" -> update(sender, fields, attachments, echoes);
      default -> message(sender, fields, attachments, echoes);
    }
  }

  private void join(Member member, Map<?, ?> fields, boolean echo) throws NotAStringException {
    String room = Rooms.room(member.envId(), text(fields, "channel"));
    if (!member.rooms().contains(room)) {
      Payload event = presence("channel:join", json(fields, "channel"), member);
      emit(room, event, null);
      world.rooms().enter(room, member);
      echo(member, event, echo);
    }
  }

  private void leave(Member member, Map<?, ?> fields, boolean echo) throws NotAStringException {
    String room = Rooms.room(member.envId(), text(fields, "channel"));
    if (member.rooms().contains(room)) {
      Payload event = presence("channel:leave", json(fields, "channel"), member);
      world.rooms().exit(room, member);
      emit(room, event, null);
      echo(member, event, echo);
    }
  }

  private static void echo(Member member, Payload event, boolean echo) {
    if (echo) {
      member.engine().send(Outgoing.event(event));
    }
  }

  private void update(Member member, Map<?, ?> fields, List<byte[]> attachments, boolean echo) {
    String data = json(fields, "data");
    member.profile(data == null ? Payload.ABSENT : Payload.of(data, attachments));
    for (String room : member.rooms()) {
      if (!ownRoom(room, member)) {
        emit(room, presence("channel:update", channelOf(room), member), echo ? null : member);
      }
    }
  }

  private void message(Member sender, Map<?, ?> fields, List<byte[]> attachments, boolean echo)
      throws NotAStringException {
    Object channel = fields.get("channel");
    boolean toChannel = JsValues.isTruthy(channel);
    String room = toChannel ? Rooms.room(sender.envId(), JsValues.toText(channel)) : sender.envId();
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("channel", toChannel ? channel : null);
    copy(fields, "message", body);
    emitNamed(room, fields.get("eventName"), body, attachments, echo ? null : sender);
  }

  private void onPlatformEvent(
      Member sender, String name, Map<?, ?> fields, String ackId, List<byte[]> attachments)
      throws NotAStringException {
    String envId = text(fields, "envId");
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    switch (name) {
      case "user_event" -> {
        Object event = fields.get("eventName");
        emitNamed(
            Rooms.room(envId, text(fields, "userId")),
            Arrays.asList(event, event, fields.get("session"), fields.get("user")),
            attachments,
            null);
      }
      case "send_message" -> {
        copy(fields, "channelName", "channel", body);
        copy(fields, "message", body);
        String room = Rooms.room(envId, text(fields, "channelName"));
        emitNamed(room, fields.get("eventName"), body, attachments, null);
      }
      case "broadcast_message" -> {
        body.put("channel", null);
        copy(fields, "message", body);
        emitNamed(envId, fields.get("eventName"), body, attachments, null);
      }
      default -> members(sender, Rooms.room(envId, text(fields, "channel")), ackId);
    }
  }

  private void members(Member sender, String room, String ackId) {
    if (ackId.isEmpty()) {
      world.die("get_members without an ack id");
    } else {
      sender.engine().send(Outgoing.ack(ackId, world.membersFor(room)));
    }
  }

  /** Sends the departure of a socket to its channels, then removes it. */
  void gone(Member member) {
    for (String room : List.copyOf(member.rooms())) {
      if (!ownRoom(room, member)) {
        emit(room, presence("channel:leave", channelOf(room), member), member);
      }
    }
    world.rooms().remove(member);
  }

  private void emitNamed(
      String room,
      @Nullable Object name,
      Map<String, @Nullable Object> body,
      List<byte[]> attachments,
      @Nullable Member except) {
    emitNamed(room, Arrays.asList(name, body), attachments, except);
  }

  private void emitNamed(
      String room, List<?> arguments, List<byte[]> attachments, @Nullable Member except) {
    if (arguments.get(0) instanceof String name && Packet.RESERVED.contains(name)) {
      world.die("the reserved event name " + name);
    } else {
      emit(room, Payload.of(Json.write(arguments), attachments), except);
    }
  }

  /**
   * Sends an event to a room, on all nodes.
   *
   * @param arguments the name and what follows it, as a JSON array
   * @param except does not get it
   */
  void emit(String room, Payload arguments, @Nullable Member except) {
    Outgoing event = Outgoing.event(arguments);
    for (Member member : world.rooms().in(room)) {
      if (member != except) {
        member.engine().send(event);
      }
    }
    for (World node : world.cluster().nodes()) {
      if (node != world) {
        node.deliverFromOtherNode(room, arguments);
      }
    }
  }

  private static Payload presence(String name, @Nullable String channel, Member member) {
    Payload profile = member.profile();
    String json =
        "[\""
            + name
            + "\",{"
            + (channel == null ? "" : "\"channel\":" + channel + ",")
            + "\"message\":"
            + member.describe(profile.json())
            + "}]";
    return new Payload(json, profile.attachments());
  }

  private static void copy(Map<?, ?> from, String name, Map<String, @Nullable Object> to) {
    copy(from, name, name, to);
  }

  /** What is undefined stays undefined: its key is left out. */
  private static void copy(
      Map<?, ?> from, String name, String as, Map<String, @Nullable Object> to) {
    if (from.containsKey(name)) {
      to.put(as, from.get(name));
    }
  }

  private static @Nullable String json(Map<?, ?> fields, String name) {
    return fields.containsKey(name) ? Json.write(fields.get(name)) : null;
  }

  /** A field inside a template string of JavaScript. */
  private static String text(Map<?, ?> fields, String name) throws NotAStringException {
    return fields.containsKey(name) ? JsValues.toText(fields.get(name)) : "undefined";
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
}
