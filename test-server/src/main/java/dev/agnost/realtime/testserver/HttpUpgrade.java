package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.AgnostServer.Stage;
import dev.agnost.realtime.testserver.HttpAnswer.Then;
import dev.agnost.realtime.testserver.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers the first request of a connection. Called under the lock of {@link World}. */
final class HttpUpgrade {
  private static final String SOCKET_PATH = "/realtime/realtime/";
  private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"; // RFC 6455 §1.3
  private static final String[] ENGINE_ERRORS = {
    "Transport unknown",
    "Session ID unknown",
    "Bad handshake method",
    "Bad request",
    "Forbidden",
    "Unsupported protocol version"
  };

  private final World world;
  private final RestMembers members;

  HttpUpgrade(World world) {
    this.world = world;
    this.members = new RestMembers(world);
  }

  HttpAnswer answer(HttpRequest request) {
    if (request.upgrade()) {
      return upgrade(request);
    }
    if (request.path().equals("/realtime/health")) {
      return HttpAnswer.html(200, "OK");
    }
    if (request.path().equals(SOCKET_PATH)) {
      return engineError(false, plainRequestError(request));
    }
    if (RestMembers.isFor(request)) {
      return members.answer(request);
    }
    return notFound(request);
  }

  private HttpAnswer upgrade(HttpRequest request) {
    if (world.faults().stalledAt(Stage.UPGRADE)) {
      return HttpAnswer.silence();
    }
    Faults.Rejection rejection = world.faults().rejection();
    if (rejection != null) {
      return HttpAnswer.of(rejection.status(), rejection.headers(), "");
    }
    if (!request.path().equals(SOCKET_PATH)) {
      return notFound(request);
    }
    // Order of the checks as engine.io: transport, sid, method, then ws itself, then EIO.
    if (!"websocket".equals(request.query().get("transport"))) {
      return engineError(true, 0);
    }
    String sid = request.query().get("sid");
    if (sid != null && !knownSession(sid)) {
      return engineError(true, 1);
    }
    if (!request.method().equals("GET")) {
      return engineError(true, 2);
    }
    if (!validWebSocketRequest(request)) {
      return HttpAnswer.html(400, "Missing or invalid Sec-WebSocket-Key or -Version header");
    }
    if (sid != null) {
      return switchingProtocols(request, Then.CLOSE_FRAME);
    }
    if (!"4".equals(request.query().get("EIO"))) {
      // engine.io finds this out after ws has answered, and then writes an HTTP response.
      return switchingProtocols(request, Then.FINISH).followedBy(engineError(true, 5));
    }
    boolean stalled = world.faults().stalledAt(Stage.ENGINE_OPEN);
    return switchingProtocols(request, stalled ? Then.SILENCE : Then.OPEN);
  }

  /** Engine.IO's error code for a request that is no upgrade; polling is not offered here. */
  private int plainRequestError(HttpRequest request) {
    if (!"websocket".equals(request.query().get("transport"))) {
      return 0;
    }
    String sid = request.query().get("sid");
    if (sid != null) {
      return knownSession(sid) ? 3 : 1;
    }
    return request.method().equals("GET") ? 3 : 2;
  }

  private boolean knownSession(String sid) {
    return world.connections().stream().anyMatch(connection -> connection.hasEngineId(sid));
  }

  private static boolean validWebSocketRequest(HttpRequest request) {
    return request.header("sec-websocket-key").matches("[+/0-9A-Za-z]{22}==")
        && request.header("sec-websocket-version").equals("13");
  }

  private static HttpAnswer switchingProtocols(HttpRequest request, Then then) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Upgrade", "websocket");
    headers.put("Connection", "Upgrade");
    headers.put("Sec-WebSocket-Accept", accept(request.header("sec-websocket-key")));
    String protocols = request.header("sec-websocket-protocol");
    if (!protocols.isEmpty()) {
      // As ws does without a handler of its own: the first one offered.
      int comma = protocols.indexOf(',');
      String first = comma < 0 ? protocols : protocols.substring(0, comma);
      headers.put("Sec-WebSocket-Protocol", first.trim());
    }
    return HttpAnswer.switchingProtocols(headers, then);
  }

  private static String accept(String key) {
    try {
      byte[] input = (key + ACCEPT_GUID).getBytes(StandardCharsets.US_ASCII);
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(input);
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static HttpAnswer engineError(boolean upgrade, int code) {
    String message = ENGINE_ERRORS[code];
    return upgrade
        ? HttpAnswer.html(400, message)
        : HttpAnswer.json(400, "{\"code\":" + code + ",\"message\":" + Json.write(message) + "}");
  }

  private static HttpAnswer notFound(HttpRequest request) {
    return HttpAnswer.html(
        404, "<pre>Cannot " + request.method() + " " + request.path() + "</pre>\n");
  }
}
