package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.transport.CloseStatus;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Agnost server of a world: environment, rooms, handshake and messages, with an own parser. It
 * shares no code with the client.
 */
final class Server {

  /** The numbers of the server's own events begin here, those of clients' messages below. */
  static final int FIRST_EVENT = 1_000_000;

  /** So many clients share an environment; their messages stay in it. */
  private static final int OF_ENVIRONMENT = 10;

  private final World world;
  private final Choices.Stream choices;
  private final Set<ServerSession> sessions = new LinkedHashSet<>();
  private final Map<String, Set<ServerSession>> rooms = new LinkedHashMap<>();
  private final int acceptsPerSecond; // 0 for no limit
  private long second;
  private int acceptedInSecond;
  private int sids;
  private int events;

  Server(World world, int acceptsPerSecond) {
    this.world = world;
    this.choices = world.choices().stream("server");
    this.acceptsPerSecond = acceptsPerSecond;
  }

  /** Whether another connection is accepted now. */
  boolean hasRoom() {
    long now = world.schedule().now() / 1_000_000_000L;
    if (now != second) {
      second = now;
      acceptedInSecond = 0;
    }
    return acceptsPerSecond == 0 || acceptedInSecond++ < acceptsPerSecond;
  }

  ServerSession accept(SimConnection connection) {
    ServerSession session = new ServerSession(world, this, connection, ++sids);
    sessions.add(session);
    return session;
  }

  void gone(ServerSession session) {
    sessions.remove(session);
    for (String room : List.copyOf(session.rooms())) {
      leave(session, room, false);
    }
  }

  /** The sessions that stand, in order of acceptance. */
  List<ServerSession> present() {
    return sessions.stream().filter(ServerSession::isConnected).toList();
  }

  /** All sessions end, as when the process is replaced. */
  void restart() {
    for (ServerSession session : List.copyOf(sessions)) {
      switch (choices.below(3)) {
        case 0 -> session.close(CloseStatus.of(1012));
        case 1 -> session.close(CloseStatus.of(1001));
        default -> session.breaks();
      }
    }
  }

  // -------------------------------------------------------------------------------------- rooms

  void join(ServerSession session, String room, boolean echo) {
    Set<ServerSession> members =
        rooms.computeIfAbsent(key(session, room), name -> new LinkedHashSet<>());
    if (members.contains(session)) {
      return;
    }
    announce("channel:join", session, members, room);
    members.add(session);
    session.rooms().add(room);
    if (echo) {
      session.event("channel:join", room, member(session), null, List.of());
    }
  }

  void leave(ServerSession session, String room, boolean echo) {
    Set<ServerSession> members = members(session, room);
    if (!members.contains(session)) {
      return;
    }
    members.remove(session);
    session.rooms().remove(room);
    announce("channel:leave", session, members, room);
    if (echo) {
      session.event("channel:leave", room, member(session), null, List.of());
    }
  }

  void update(ServerSession session, boolean echo) {
    for (String room : session.rooms()) {
      Set<ServerSession> others = new LinkedHashSet<>(members(session, room));
      if (!echo) {
        others.remove(session);
      }
      for (ServerSession member : others) {
        member.event("channel:update", room, member(session), null, List.of());
      }
    }
  }

  private Set<ServerSession> members(ServerSession session, String room) {
    return rooms.getOrDefault(key(session, room), Set.of());
  }

  private static String key(ServerSession session, String room) {
    return environment(session) + "/" + room;
  }

  private static int environment(ServerSession session) {
    return session.connection().harness().number() / OF_ENVIRONMENT;
  }

  private static void announce(
      String event, ServerSession of, Set<ServerSession> members, String room) {
    for (ServerSession member : members) {
      member.event(event, room, member(of), null, List.of());
    }
  }

  private static String member(ServerSession session) {
    String profile = session.profile();
    return "{\"id\":\""
        + session.sid()
        + "\""
        + (profile == null ? "" : ",\"data\":" + profile)
        + "}";
  }

  /** A client sends a message to a room, or to all. */
  void message(ServerSession from, ParsedFrame parsed, List<byte[]> binary, boolean echo) {
    String room = parsed.channel();
    List<ServerSession> receivers =
        room == null
            ? sessions.stream().filter(each -> environment(each) == environment(from)).toList()
            : List.copyOf(members(from, room));
    String json = parsed.data() == null ? "null" : parsed.data();
    for (ServerSession receiver : receivers) {
      if (receiver.isConnected() && (receiver != from || echo)) {
        receiver.event(String.valueOf(parsed.name()), room, json, parsed.number(), binary);
      }
    }
  }

  /** The number of the next event that the server makes up. */
  int nextEvent() {
    return FIRST_EVENT + events++;
  }
}
