package dev.agnost.realtime.testserver;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An Agnost realtime server on loopback that a test can watch and break.
 *
 * <p>Two implementations behave alike: {@code EmbeddedAgnostServer} runs in the process of the
 * test, {@code NodeAgnostServer} runs real Socket.IO under Node.js. A scenario written against this
 * interface runs on both.
 *
 * <p>All methods may be called from any thread. Methods that change the server return when the
 * change is in force.
 */
public interface AgnostServer extends AutoCloseable {

  /** Names the implementation and its version for reports, such as {@code Socket.IO 4.6.1}. */
  String description();

  /**
   * The base URL that a client is given for an environment: {@code http://127.0.0.1:port/envId}.
   * The port stays the same over {@link #stop()} and {@link #start()}.
   *
   * @param envId the environment; it need not exist
   */
  String baseUrl(String envId);

  /** Creates or replaces an environment; sockets that are connected stay. */
  void define(Environment environment);

  /** Listens on the port of {@link #baseUrl}; does nothing when already listening. */
  void start();

  /**
   * Dies as a killed process does: every TCP connection is cut without a WebSocket close frame and
   * nothing listens any more. All rooms and profiles are forgotten; what was observed is kept.
   *
   * <p>Ends {@link #freeze()}; the other switches and the environments outlive it.
   */
  void stop();

  /**
   * From now on new connections get no further than {@code stage}; the server stays silent there
   * and keeps the TCP connection. Connections that are past the stage are left alone. {@link
   * #unstall()} serves new connections again; those that were stalled stay stalled.
   */
  void stall(Stage stage);

  /** Ends {@link #stall}. */
  void unstall();

  /** Keeps every connection but neither sends nor answers anything, pings included. */
  void freeze();

  /** Ends {@link #freeze()}. */
  void thaw();

  /**
   * Answers upgrade requests with this HTTP status instead of 101 until {@link #acceptUpgrades()}.
   *
   * @param headers sent with the response, such as {@code Retry-After}
   */
  void rejectUpgrades(int status, Map<String, String> headers);

  /** Ends {@link #rejectUpgrades}. */
  void acceptUpgrades();

  /**
   * Answers every CONNECT with this CONNECT_ERROR until {@link #acceptConnects()}, whatever the
   * credentials.
   */
  void refuseConnects(Refusal refusal);

  /** Ends {@link #refuseConnects}. */
  void acceptConnects();

  /** Cuts the TCP connection of every client without a WebSocket close frame. */
  void cutConnections();

  /** Closes the WebSocket of every client with a close frame without status. */
  void closeConnections();

  /**
   * Sends a Socket.IO DISCONNECT ({@code 41}) to a socket and leaves the WebSocket open.
   *
   * @param socketId the Socket.IO id
   * @throws IllegalArgumentException if no such socket is connected
   */
  void kick(String socketId);

  /**
   * Sends a WebSocket text message as it is, such as {@code 42["x",1]} or rubbish.
   *
   * @param socketId the Socket.IO id of the receiver
   * @throws IllegalArgumentException if no such socket is connected
   */
  void sendRawText(String socketId, String text);

  /**
   * Sends a WebSocket binary message as it is.
   *
   * @param socketId the Socket.IO id of the receiver
   * @throws IllegalArgumentException if no such socket is connected
   */
  void sendRawBinary(String socketId, byte[] bytes);

  /** Restricts an API key, in all environments; takes effect at the next event or CONNECT. */
  void restrictKey(String apiKey, KeyTerms terms);

  /** Switches realtime off for an environment. */
  void disableRealtime(String envId);

  /** Ends {@link #disableRealtime}. */
  void enableRealtime(String envId);

  /**
   * Drops events of an environment beyond so many per window, all clients together, without a word;
   * as all clients of one address are counted together by the real server.
   */
  void limitRate(String envId, int events, Duration window);

  /** Ends {@link #limitRate}. */
  void unlimitRate(String envId);

  /** Names the user of a session token; a token without user belongs to a user of its own name. */
  void bindSession(String session, String userId);

  /**
   * Sends a user event to every socket of a user, as the API server does.
   *
   * @param name such as {@code user:signin}
   * @param sessionJson the second argument, or null
   * @param userJson the third argument, or null
   */
  void sendUserEvent(
      String envId,
      String userId,
      String name,
      @Nullable String sessionJson,
      @Nullable String userJson);

  /** Sends a message to a channel, as the API server does. */
  void sendToChannel(String envId, String channel, String name, String messageJson);

  /** Sends a message to everybody in an environment, as the API server does. */
  void broadcast(String envId, String name, String messageJson);

  /**
   * Listens, with the switches of this interface off and no connection; environments and
   * observations are kept. For servers that tests share.
   */
  default void heal() {
    start();
    thaw();
    unstall();
    acceptUpgrades();
    acceptConnects();
    cutConnections();
  }

  /** TCP connections accepted since the first start. */
  int acceptedConnections();

  /** CONNECT packets since the first start, in order. */
  List<Handshake> handshakes();

  /**
   * Socket.IO events received since the first start, in order of arrival: the text of each packet
   * without the Engine.IO prefix, such as {@code 2["join",{"channel":"room"}]}.
   */
  List<ReceivedEvent> received();

  /** The ids of the sockets in a channel, in no particular order. */
  List<String> members(String envId, String channel);

  /**
   * What went over the wire last, one line each, for failure reports; empty if the server does not
   * keep it. Not for assertions.
   */
  default List<String> recentFrames() {
    return List.of();
  }

  /** Stops for good and releases everything. */
  @Override
  void close();

  /** How far a new connection gets under {@link #stall}. */
  enum Stage {
    /** The TCP connection is accepted and never read. */
    TCP,
    /** The upgrade request is read and never answered. */
    UPGRADE,
    /** The WebSocket opens; the Engine.IO open packet never comes. */
    ENGINE_OPEN,
    /** The open packet comes and pings go on; the CONNECT is never answered. */
    CONNECT_REPLY
  }

  /**
   * An environment.
   *
   * @param id the last segment of the base URL
   * @param apiKeys the keys that are accepted
   * @param sessionRequired whether a CONNECT needs a session of {@code sessions}
   * @param sessions the session tokens that are valid now
   * @param suspended whether every CONNECT is refused with {@code suspended_environment}
   */
  record Environment(
      String id,
      List<String> apiKeys,
      boolean sessionRequired,
      List<String> sessions,
      boolean suspended) {

    /** Copies the lists. */
    public Environment {
      apiKeys = List.copyOf(apiKeys);
      sessions = List.copyOf(sessions);
    }

    /** An environment that needs one of these keys and no session. */
    public static Environment open(String id, String... apiKeys) {
      return new Environment(id, List.of(apiKeys), false, List.of(), false);
    }

    /** The same environment that requires one of these sessions. */
    public Environment withSessions(String... valid) {
      return new Environment(id, apiKeys, true, List.of(valid), suspended);
    }
  }

  /**
   * The content of a CONNECT_ERROR.
   *
   * @param message the top-level message
   * @param code {@code data.code}
   * @param origin {@code data.origin}, {@code client_error} or {@code server_error}
   * @param detail {@code data.message}
   */
  record Refusal(String message, String code, String origin, String detail) {}

  /**
   * A CONNECT packet.
   *
   * @param socketId the id given in the reply, or null when refused
   * @param auth the payload; numbers are {@link Double}, objects are maps
   */
  record Handshake(@Nullable String socketId, Map<String, @Nullable Object> auth) {}

  /**
   * A Socket.IO event from a client.
   *
   * @param socketId the Socket.IO id of the sender
   * @param packet the text of the packet without the Engine.IO prefix
   */
  record ReceivedEvent(String socketId, String packet) {}
}
