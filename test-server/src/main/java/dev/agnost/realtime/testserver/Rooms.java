package dev.agnost.realtime.testserver;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is in which room. A room is named by the environment ({@code env}, everybody in it) or by
 * environment and channel or user ({@code env.channel}), so that a channel named like a user id is
 * that user's room, as on the real server. Guarded by the lock of {@link World}.
 */
final class Rooms {
  private final Map<String, Set<Member>> rooms = new LinkedHashMap<>();
  private final Map<String, Member> bySocketId = new LinkedHashMap<>();

  static String room(String envId, String channelOrUser) {
    return envId + "." + channelOrUser;
  }

  void add(Member member) {
    bySocketId.put(member.id(), member);
    enter(member.envId(), member);
    String userId = member.userId();
    if (userId != null) {
      enter(room(member.envId(), userId), member);
    }
  }

  void enter(String room, Member member) {
    member.rooms().add(room);
    rooms.computeIfAbsent(room, name -> new LinkedHashSet<>()).add(member);
  }

  void exit(String room, Member member) {
    member.rooms().remove(room);
    Set<Member> members = rooms.get(room);
    if (members != null) {
      members.remove(member);
      if (members.isEmpty()) {
        rooms.remove(room);
      }
    }
  }

  void remove(Member member) {
    List.copyOf(member.rooms()).forEach(room -> exit(room, member));
    bySocketId.remove(member.id());
  }

  Collection<Member> in(String room) {
    return rooms.getOrDefault(room, Set.of());
  }

  @Nullable Member member(String socketId) {
    return bySocketId.get(socketId);
  }

  void clear() {
    rooms.clear();
    bySocketId.clear();
  }
}
