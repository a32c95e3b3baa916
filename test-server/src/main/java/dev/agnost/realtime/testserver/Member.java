package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.json.Json;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An accepted Socket.IO socket. Guarded by the lock of {@link World}. */
final class Member {
  private final String id;
  private final Credentials credentials;
  private final @Nullable String userId;
  private final EngineSession engine;
  private final Set<String> rooms = new LinkedHashSet<>();
  private @Nullable Payload profile; // null: never set

  Member(String id, Credentials credentials, @Nullable String userId, EngineSession engine) {
    this.id = id;
    this.credentials = credentials;
    this.userId = userId;
    this.engine = engine;
  }

  String id() {
    return id;
  }

  String envId() {
    return credentials.envId();
  }

  Credentials credentials() {
    return credentials;
  }

  @Nullable String userId() {
    return userId;
  }

  EngineSession engine() {
    return engine;
  }

  Set<String> rooms() {
    return rooms;
  }

  Payload profile() {
    return profile == null ? Payload.ABSENT : profile;
  }

  void profile(@Nullable Payload value) {
    profile = value;
  }

  /** As member lists and presence events show it. */
  String describe(String profileJson) {
    String data = profileJson.isEmpty() ? "" : ",\"data\":" + profileJson;
    return "{\"id\":" + Json.write(id) + data + "}";
  }
}
