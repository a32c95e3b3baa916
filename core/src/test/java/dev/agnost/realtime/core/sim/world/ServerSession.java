package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One connection as the server sees it: Engine.IO 4, Socket.IO 5, Agnost. */
final class ServerSession {

  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private final World world;
  private final Server server;
  private final SimConnection connection;
  private final Choices.Stream choices;
  private final Handshake handshake;
  private final int pingInterval;
  private final int pingTimeout;
  private final String sid;
  private final TreeSet<String> rooms = new TreeSet<>();
  private final List<Schedule.Task> tasks = new ArrayList<>();

  private boolean gone;
  private boolean opened;
  private boolean connected;
  private boolean echoByDefault;
  private @Nullable String profile;
  private Schedule.@Nullable Task pongDue;
  private boolean pingsStopped;
  private boolean answersClose = true;
  private int owed; // attachments that the client waits for
  private boolean mute; // sends nothing but pings

  private @Nullable ParsedFrame header; // of a binary packet whose attachments are still coming
  private final List<byte[]> attachments = new ArrayList<>();

  ServerSession(World world, Server server, SimConnection connection, int number) {
    this.world = world;
    this.server = server;
    this.connection = connection;
    this.choices = connection.harness().choices("session");
    this.handshake = new Handshake(choices, world.faultInjector().handshakeFault(choices));
    this.pingInterval = handshake.pingInterval();
    this.pingTimeout = handshake.pingTimeout();
    this.sid = "sid-" + number;
  }

  // ---------------------------------------------------------------------------------- handshake

  void begin() {
    later(
        45 * SECOND,
        () -> {
          if (!connected) {
            close(CloseStatus.NO_STATUS);
          }
        });
    String bad = handshake.badOpen();
    if (bad != null) {
      bad(bad, "instead of an open packet");
    } else if (!handshake.has(Fault.F61_NO_OPEN)) {
      open();
    }
  }

  private void open() {
    opened = true;
    send(
        "0{\"sid\":\"engine-"
            + sid
            + "\",\"upgrades\":[],\"pingInterval\":"
            + pingInterval
            + ",\"pingTimeout\":"
            + pingTimeout
            + ",\"maxPayload\":"
            + World.MAX_PAYLOAD
            + "}",
        "packet",
        "open",
        "pingInterval",
        pingInterval * MILLI,
        "pingTimeout",
        pingTimeout * MILLI);
    later(pingInterval * MILLI, this::ping);
    if (handshake.has(Fault.F68_CLOSED_IN_HANDSHAKE)) {
      send("1", "packet", "engineClose");
    }
  }

  private void ping() {
    if (pingsStopped) {
      return;
    }
    send("2", "packet", "ping");
    Schedule.Task waiting = pongDue;
    if (waiting == null || waiting.isOver()) {
      pongDue = later(pingTimeout * MILLI, () -> close(CloseStatus.NO_STATUS));
    }
    later(pingInterval * MILLI, this::ping);
  }

  private void connect(ParsedFrame parsed) {
    if (connected || !opened || handshake.has(Fault.F72_CONNECT_UNANSWERED)) {
      return;
    }
    echoByDefault = Boolean.TRUE.equals(parsed.body().get("echoMessages"));
    Handshake.Refusal refusal =
        handshake.refusal(parsed.body(), connection.harness().credentials());
    if (refusal != null) {
      send(
          "44" + refusal.json(),
          "packet",
          "connectError",
          "code",
          refusal.code(),
          "origin",
          refusal.origin());
      return;
    }
    if (handshake.has(Fault.F73_REPLY_WITHOUT_SID)) {
      send(choices.of("40", "40{}"), "packet", "connect");
      return;
    }
    if (handshake.has(Fault.F81_EARLY_EVENTS)) {
      message("say", null, server.nextEvent());
      message("say", "a", server.nextEvent());
    }
    connected = true;
    send("40{\"sid\":\"" + sid + "\"}", "packet", "connect", "sid", sid);
    if (handshake.has(Fault.F94_ACCEPT_THEN_DROP)) {
      later(choices.below(3_000) * MILLI, this::breaks);
    }
  }

  // ------------------------------------------------------------------------------------ inbound

  void received(Frame frame) {
    if (gone) {
      return;
    }
    ParsedFrame parsed = frame.parsed();
    ParsedFrame awaiting = header;
    if (parsed.packet() == ParsedFrame.Packet.BINARY) {
      if (awaiting == null) {
        broken("binary that was not announced");
        return;
      }
      attachments.add(frame.bytes());
      if (attachments.size() == awaiting.attachments()) {
        header = null;
        event(awaiting, List.copyOf(attachments));
        attachments.clear();
      }
    } else if (awaiting != null) {
      broken("text where an attachment is due");
    } else {
      text(parsed);
    }
  }

  private void text(ParsedFrame parsed) {
    switch (parsed.packet()) {
      case PONG -> {
        if (pongDue != null) {
          pongDue.cancel();
        }
      }
      case CONNECT -> connect(parsed);
      case DISCONNECT -> {
        connected = false;
        server.gone(this);
      }
      case EVENT -> {
        if (parsed.attachments() == 0) {
          event(parsed, List.of());
        } else {
          header = parsed;
        }
      }
      case BINARY, OTHER ->
          broken(
              "a packet that is none: "
                  + new String(parsed.bytes(), java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private void broken(String what) {
    world.coverage().broken("I32: the client broke the protocol: " + what);
    breaks();
  }

  private void event(ParsedFrame parsed, List<byte[]> binary) {
    if (!connected) {
      return; // it has disconnected, or is not connected yet
    }
    Boolean asked = parsed.echo();
    boolean echo = asked == null ? echoByDefault : asked;
    String channel = parsed.channel();
    switch (parsed.event()) {
      case "join" -> server.join(this, String.valueOf(channel), echo);
      case "leave" -> server.leave(this, String.valueOf(channel), echo);
      case "update" -> {
        profile = parsed.data();
        server.update(this, echo);
      }
      case "message" -> {
        world.checkAttachments(parsed, binary);
        server.message(this, parsed, binary, echo);
      }
      default -> broken("unknown event " + parsed.event());
    }
  }

  // ----------------------------------------------------------------------------------- outbound

  /** Sends a message of the server's own. */
  void message(String name, @Nullable String channel, int number) {
    event(name, channel, "{\"n\":" + number + "}", (long) number, List.of());
  }

  /** Sends an event in the form of Agnost; {@code json} is its message. */
  void event(
      String name,
      @Nullable String channel,
      String json,
      @Nullable Long number,
      List<byte[]> binary) {
    String body =
        "[\""
            + name
            + "\",{\"channel\":"
            + (channel == null ? "null" : "\"" + channel + "\"")
            + ",\"message\":"
            + json
            + "}]";
    String head = binary.isEmpty() ? "42" : "45" + binary.size() + "-";
    if (owed > 0) {
      outOfTurn(head + body);
      return;
    }
    send(
        head + body,
        "packet",
        "event",
        "event",
        name,
        "in",
        number,
        "channel",
        channel,
        "data",
        json,
        "attachments",
        binary.size());
    binary.forEach(bytes -> push(Frame.binary(bytes, "packet", "binary")));
  }

  /** Announces attachments that never come. */
  void owe(String header, int count) {
    bad(header, "attachments that never come", "skip", true, "owed", true);
    owed = count;
  }

  /** Announces two attachments, sends one if so, and from then on pings only. */
  void withhold(String header, boolean sendsOne) {
    owe(header, 2);
    mute = true;
    if (sendsOne) {
      push(Frame.binary(new byte[] {1}, "packet", "binary", "owed", true));
    }
  }

  private void outOfTurn(String text) {
    if (!mute) {
      bad(text, "text where an attachment is due");
    }
  }

  /** Sends what no good server would send. */
  void bad(String text, String why, @Nullable Object... more) {
    @Nullable Object[] about = new @Nullable Object[4 + (owed > 0 ? 0 : more.length)];
    about[0] = "packet";
    about[1] = "bad";
    about[2] = "why";
    about[3] = why;
    System.arraycopy(more, 0, about, 4, about.length - 4); // what is owed comes first
    push(Frame.text(text, about));
  }

  void badBinary(byte[] bytes) {
    if (owed > 0) {
      return; // it would be what is owed
    }
    push(Frame.binary(bytes, "packet", "bad", "why", "binary that was not announced"));
  }

  void send(String text, @Nullable Object... about) {
    if (owed > 0 && text.startsWith("4")) {
      outOfTurn(text);
      return;
    }
    push(Frame.text(text, about));
  }

  private void push(Frame frame) {
    if (!gone) {
      connection.push(frame);
    }
  }

  // -------------------------------------------------------------------------------------- ending

  void stopPings() {
    pingsStopped = true;
  }

  void ignoreClose() {
    answersClose = false;
  }

  /** The client's close frame arrived. */
  void closeArrived() {
    if (!gone) {
      if (answersClose) {
        connection.pushClose(CloseStatus.NORMAL);
      }
      end();
    }
  }

  void close(CloseStatus status) {
    if (!gone) {
      connection.pushClose(status);
      end();
    }
  }

  /** The connection breaks. */
  void breaks() {
    fail(Kind.LOST);
  }

  void fail(Kind kind) {
    if (!gone) {
      connection.pushReset(kind);
      end();
    }
  }

  /** The client is not there any more. */
  void lost() {
    if (!gone) {
      end();
    }
  }

  private void end() {
    gone = true;
    tasks.forEach(Schedule.Task::cancel);
    tasks.clear();
    server.gone(this);
  }

  private Schedule.Task later(long nanos, Runnable work) {
    Schedule.Task task = world.schedule().world(nanos, work);
    tasks.removeIf(Schedule.Task::isOver);
    tasks.add(task);
    return task;
  }

  // ------------------------------------------------------------------------------------- queries

  String sid() {
    return sid;
  }

  SortedSet<String> rooms() {
    return rooms;
  }

  @Nullable String profile() {
    return profile;
  }

  boolean isConnected() {
    return connected && !gone;
  }

  SimConnection connection() {
    return connection;
  }
}
