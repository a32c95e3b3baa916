package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.Faults.Rejection;
import dev.agnost.realtime.testserver.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An Agnost realtime server inside the process of the test, written against what the real one was
 * seen to do and sharing no code with the client.
 *
 * <p>It listens on 127.0.0.1 and keeps its port until {@link #close()}. WebSocket is the only
 * transport; polling is answered with {@code Transport unknown}. An input that kills the real
 * server is noted in {@link #fatalInputs()}; some seconds later every client is cut, as by the
 * death of the process, and the server goes on listening.
 *
 * <p>All methods may be called from any thread and return when the change is in force.
 */
public final class EmbeddedAgnostServer implements AgnostServer {
  private final ServerThreads threads;
  private final ReservedPort port;
  private final World world;
  private final Acceptor acceptor;

  private EmbeddedAgnostServer(
      ServerSettings settings, Cluster cluster, List<Environment> environments) {
    port = new ReservedPort();
    threads = new ServerThreads(port.number());
    world = new World(settings, threads, cluster);
    acceptor = new Acceptor(world, port);
    environments.forEach(this::define);
  }

  /** Starts a server with the environment {@code env-open} and its key {@code key-good}. */
  public static EmbeddedAgnostServer create() {
    return builder().start();
  }

  /** Options for a server. */
  public static EmbeddedAgnostServerBuilder builder() {
    return new EmbeddedAgnostServerBuilder();
  }

  /**
   * Starts nodes that share environments, channels and users as replicas of the real server do
   * through Redis, each with a port of its own and the environment {@code env-open}. An event of
   * one node reaches the members on another some milliseconds later, so events of two nodes have no
   * common order. {@link #stop()} kills one node; the others learn nothing of the members it had.
   *
   * @return the nodes; the caller closes each
   */
  public static List<EmbeddedAgnostServer> cluster(int nodes) {
    return builder().startCluster(nodes);
  }

  static EmbeddedAgnostServer started(
      ServerSettings settings, Cluster cluster, List<Environment> environments) {
    EmbeddedAgnostServer server = new EmbeddedAgnostServer(settings, cluster, environments);
    server.start();
    return server;
  }

  @Override
  public String description() {
    return "embedded Agnost server (Java " + Runtime.version().feature() + ")";
  }

  @Override
  public String baseUrl(String envId) {
    ServerSettings settings = world.settings();
    String scheme = settings.tls() == null ? "http" : "https";
    return scheme + "://" + settings.hostName() + ":" + port.number() + "/" + envId;
  }

  @Override
  public void define(Environment environment) {
    world.locked(() -> world.rules().define(environment));
  }

  @Override
  public void start() {
    acceptor.start();
  }

  @Override
  public void stop() {
    acceptor.stop();
  }

  @Override
  public void close() {
    acceptor.close();
    threads.close();
  }

  @Override
  public void stall(Stage stage) {
    world.locked(() -> world.faults().stalled(stage));
  }

  @Override
  public void unstall() {
    world.locked(() -> world.faults().stalled(null));
  }

  @Override
  public void freeze() {
    world.freeze();
  }

  @Override
  public void thaw() {
    world.thaw();
  }

  @Override
  public void rejectUpgrades(int status, Map<String, String> headers) {
    world.locked(() -> world.faults().rejection(new Rejection(status, headers)));
  }

  @Override
  public void acceptUpgrades() {
    world.locked(() -> world.faults().rejection(null));
  }

  @Override
  public void refuseConnects(Refusal refusal) {
    world.locked(() -> world.faults().refusal(refusal));
  }

  @Override
  public void acceptConnects() {
    world.locked(() -> world.faults().refusal(null));
  }

  @Override
  public void cutConnections() {
    world.locked(() -> world.cut(Connection::sever));
  }

  /** Cuts the TCP connection of every client with a reset (RST) instead of an end (FIN). */
  public void resetConnections() {
    world.locked(() -> world.cut(Connection::severWithReset));
  }

  @Override
  public void closeConnections() {
    world.locked(() -> List.copyOf(world.connections()).forEach(Connection::close));
  }

  @Override
  public void kick(String socketId) {
    with(socketId, member -> member.engine().sockets().disconnect());
  }

  /** Cuts the TCP connection of one client with a reset; its channels are told. */
  public void disconnectHard(String socketId) {
    with(socketId, member -> member.engine().connection().reset());
  }

  /**
   * Cuts the TCP connection of one client and forgets it without an event to its channels, as when
   * the node that served it is killed.
   *
   * @throws IllegalArgumentException if no such socket is connected
   */
  public void vanish(String socketId) {
    with(socketId, world::vanish);
  }

  @Override
  public void sendRawText(String socketId, String text) {
    with(socketId, member -> member.engine().send(Outgoing.text(text)));
  }

  @Override
  public void sendRawBinary(String socketId, byte[] bytes) {
    with(socketId, member -> member.engine().send(Outgoing.binary(bytes)));
  }

  /**
   * Holds back every frame that is sent from now on; the order is kept.
   *
   * @param latency zero ends it
   */
  public void delay(Duration latency) {
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency must not be negative: " + latency);
    }
    world.locked(() -> world.faults().delay(latency));
  }

  /** Sends this text instead of the Engine.IO open packet, until {@link #answerNormally()}. */
  public void answerOpenWith(String packet) {
    world.locked(() -> world.faults().openPacket(packet));
  }

  /** Sends this text instead of the reply to an accepted CONNECT, until answering normally. */
  public void answerConnectWith(String packet) {
    world.locked(() -> world.faults().connectReply(packet));
  }

  /** Ends {@link #answerOpenWith} and {@link #answerConnectWith}. */
  public void answerNormally() {
    world.locked(
        () -> {
          world.faults().openPacket(null);
          world.faults().connectReply(null);
        });
  }

  @Override
  public void restrictKey(String apiKey, KeyTerms terms) {
    world.locked(() -> world.rules().terms(apiKey, terms));
  }

  @Override
  public void disableRealtime(String envId) {
    world.locked(() -> world.rules().realtime(envId, false));
  }

  @Override
  public void enableRealtime(String envId) {
    world.locked(() -> world.rules().realtime(envId, true));
  }

  @Override
  public void limitRate(String envId, int events, Duration window) {
    world.locked(() -> world.rules().limit(envId, new RateLimit(events, window)));
  }

  @Override
  public void unlimitRate(String envId) {
    world.locked(() -> world.rules().limit(envId, null));
  }

  @Override
  public void bindSession(String session, String userId) {
    world.locked(() -> world.rules().user(session, userId));
  }

  @Override
  public void sendUserEvent(
      String envId,
      String userId,
      String name,
      @Nullable String sessionJson,
      @Nullable String userJson) {
    String quoted = Json.write(name);
    List<String> arguments = List.of(quoted, quoted, json(sessionJson), json(userJson));
    Payload event = new Payload("[" + String.join(",", arguments) + "]", List.of());
    world.locked(() -> world.events().emit(Rooms.room(envId, userId), event, null));
  }

  @Override
  public void sendToChannel(String envId, String channel, String name, String messageJson) {
    emit(Rooms.room(envId, channel), name, Json.write(channel), messageJson);
  }

  @Override
  public void broadcast(String envId, String name, String messageJson) {
    emit(envId, name, "null", messageJson);
  }

  /**
   * Bytes for a socket that wait for its TCP connection to take more, give or take 64 KiB; they
   * grow while a client does not read and the server goes on sending.
   *
   * @throws IllegalArgumentException if no such socket is connected
   */
  public long unsentBytes(String socketId) {
    return world.locked(() -> connected(socketId).engine().connection().unsentBytes());
  }

  @Override
  public int acceptedConnections() {
    return world.locked(() -> world.observations().acceptedConnections());
  }

  /** TCP connections that are open now, stalled ones included. */
  public int openConnections() {
    return world.locked(() -> world.connections().size());
  }

  @Override
  public List<Handshake> handshakes() {
    return world.locked(() -> List.copyOf(world.observations().handshakes()));
  }

  @Override
  public List<ReceivedEvent> received() {
    return world.locked(() -> List.copyOf(world.observations().received()));
  }

  @Override
  public List<String> members(String envId, String channel) {
    return world.locked(
        () -> {
          List<String> ids = new ArrayList<>();
          world.cluster().in(Rooms.room(envId, channel)).forEach(member -> ids.add(member.id()));
          return List.copyOf(ids);
        });
  }

  /** What would have killed the real server, in order; a correct client leaves this empty. */
  public List<String> fatalInputs() {
    return world.locked(() -> List.copyOf(world.observations().fatalInputs()));
  }

  @Override
  public List<String> recentFrames() {
    return world.log().recent();
  }

  private void emit(String room, String name, String channelJson, String messageJson) {
    String body = "{\"channel\":" + channelJson + ",\"message\":" + json(messageJson) + "}";
    Payload event = new Payload("[" + Json.write(name) + "," + body + "]", List.of());
    world.locked(() -> world.events().emit(room, event, null));
  }

  private void with(String socketId, Consumer<Member> action) {
    world.locked(() -> action.accept(connected(socketId)));
  }

  private Member connected(String socketId) {
    Member member = world.rooms().member(socketId);
    if (member == null) {
      throw new IllegalArgumentException("no such socket is connected: " + socketId);
    }
    return member;
  }

  private static String json(@Nullable String text) {
    if (text == null) {
      return "null";
    }
    return Json.normalize(text);
  }
}
