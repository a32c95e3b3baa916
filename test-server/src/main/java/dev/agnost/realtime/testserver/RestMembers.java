package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code POST <base URL>/agnost/realtime/get-members}. Called under the lock of {@link World}. */
final class RestMembers {
  private static final String PATH = "/agnost/realtime/get-members";

  private final World world;

  RestMembers(World world) {
    this.world = world;
  }

  static boolean isFor(HttpRequest request) {
    return request.method().equals("POST") && request.path().matches("/[^/]+" + PATH);
  }

  HttpAnswer answer(HttpRequest request) {
    String envId = request.path().substring(1, request.path().length() - PATH.length());
    Environment environment = world.rules().environment(envId);
    if (environment == null) {
      return HttpAnswer.html(404, "<pre>Cannot POST " + request.path() + "</pre>\n");
    }
    HttpAnswer error = error(environment, request.header("authorization"));
    if (error != null) {
      return error;
    }
    String channel = channel(request.body());
    return channel.isBlank() ? blankChannel(channel) : HttpAnswer.json(200, list(envId, channel));
  }

  private @Nullable HttpAnswer error(Environment environment, String apiKey) {
    if (environment.suspended()) {
      return error(
          403,
          "suspended_environment",
          "Access to API server has been suspended, no operation can be executed until"
              + " suspension has been revoked");
    }
    if (apiKey.isEmpty()) {
      return error(
          401,
          "missing_api_key",
          "No API Key was found in 'Authorization' header or 'apikey' query parameter.");
    }
    if (!environment.apiKeys().contains(apiKey)) {
      return error(
          401,
          "invalid_api_key",
          "API key is not valid, application version does not have such a key.");
    }
    if (world.rules().terms(apiKey).expired()) {
      return error(
          403,
          "expired_api_key",
          "API key is expired, no request can be processed with this API key until its expiry date"
              + " is extended.");
    }
    return world.rules().realtimeEnabled(environment.id())
        ? null
        : error(
            400, "realtime_not_enabled", "Realtime is not enabled in your app version settings.");
  }

  private static HttpAnswer error(int status, String code, String message) {
    Map<String, @Nullable Object> item = new LinkedHashMap<>();
    item.put("origin", "client_error");
    item.put("code", code);
    item.put("message", message);
    return HttpAnswer.json(status, Json.write(Map.of("errors", List.of(item))));
  }

  private static HttpAnswer blankChannel(String value) {
    String message = "Channel name is required, cannot be left empty.";
    Map<String, @Nullable Object> field = new LinkedHashMap<>();
    field.put("value", value);
    field.put("msg", message);
    field.put("param", "channel");
    field.put("location", "body");
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("error", "Invalid Input");
    body.put("details", "The request parameters has failed to pass the validation rules.");
    body.put("code", "validation_error");
    body.put("fields", List.of(field));
    return HttpAnswer.json(400, Json.write(body));
  }

  private static String channel(String body) {
    try {
      Object parsed = Json.parse(body);
      return parsed instanceof Map<?, ?> map && map.get("channel") instanceof String channel
          ? channel.strip()
          : "";
    } catch (IllegalArgumentException e) {
      return ""; // the real server answers bad JSON with another 400
    }
  }

  private String list(String envId, String channel) {
    List<String> entries = new ArrayList<>();
    for (Member member : world.cluster().in(Rooms.room(envId, channel))) {
      entries.add(member.describe(member.profile().inlined()));
    }
    return "[" + String.join(",", entries) + "]";
  }
}
