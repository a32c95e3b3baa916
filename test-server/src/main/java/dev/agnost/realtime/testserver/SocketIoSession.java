package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.AgnostServer.Handshake;
import dev.agnost.realtime.testserver.AgnostServer.ReceivedEvent;
import dev.agnost.realtime.testserver.AgnostServer.Refusal;
import dev.agnost.realtime.testserver.AgnostServer.Stage;
import dev.agnost.realtime.testserver.json.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Socket.IO 5 over one Engine.IO session. Guarded by the lock of {@link World}. */
final class SocketIoSession {
  private final World world;
  private final EngineSession engine;
  private final @Nullable String origin;
  private final List<byte[]> attachments = new ArrayList<>();
  private String headText = "";
  private @Nullable Packet head; // waits for attachments
  private final List<Member> members = new ArrayList<>(); // more than one after CONNECTs in a burst

  SocketIoSession(World world, EngineSession engine, @Nullable String origin) {
    this.world = world;
    this.engine = engine;
    this.origin = origin;
  }

  /**
   * Takes the text behind the Engine.IO digit.
   *
   * @throws IllegalArgumentException if the real server would close the connection for it
   */
  void onText(String text) {
    if (head != null) {
      throw new IllegalArgumentException("text where an attachment is due");
    }
    Packet packet = Packet.decode(text);
    if (packet.attachments() == 0) {
      on(packet, text);
    } else {
      head = packet;
      headText = text;
    }
  }

  /**
   * Takes a binary message.
   *
   * @throws IllegalArgumentException if none is due
   */
  void onBinary(byte[] bytes) {
    Packet packet = head;
    if (packet == null) {
      throw new IllegalArgumentException("a binary message without a packet before it");
    }
    attachments.add(bytes);
    if (attachments.size() < packet.attachments()) {
      return;
    }
    head = null;
    Payload.of(packet.payload(), attachments); // all placeholders must be good, not only ours
    on(packet, headText);
    attachments.clear();
  }

  /** Sends {@code 41} and leaves the transport open. */
  void disconnect() {
    if (!members.isEmpty()) {
      engine.send(Outgoing.text("41"));
      end();
    }
  }

  /** The socket is gone, for whatever reason; its channels are told. */
  void end() {
    List<Member> ended = List.copyOf(members);
    members.clear();
    ended.forEach(world.events()::gone);
  }

  /** Simulates the death of the process: no event is sent. */
  void forget() {
    members.clear();
  }

  private void on(Packet packet, String text) {
    if (packet.type() == Packet.Type.CONNECT) {
      onConnect(packet);
      return;
    }
    Member sender = members.isEmpty() ? null : members.get(members.size() - 1);
    if (sender == null || !packet.namespace().equals("/")) {
      throw new IllegalArgumentException("not connected to " + packet.namespace());
    }
    switch (packet.type()) {
      case EVENT, BINARY_EVENT -> onEvent(sender, packet, text);
      case DISCONNECT -> end();
      case CONNECT_ERROR -> throw new IllegalArgumentException("CONNECT_ERROR from a client");
      case ACK, BINARY_ACK, CONNECT -> {
        // acknowledgements are ignored: the server never requests one
      }
    }
  }

  private void onEvent(Member sender, Packet packet, String text) {
    world.observations().received().add(new ReceivedEvent(sender.id(), text));
    if (packet.payload().isEmpty()) {
      return; // passes the real parser and then calls no handler
    }
    List<byte[]> binary = List.copyOf(attachments);
    world.path().submit(() -> engine.guarded(() -> handle(sender, packet, binary)));
  }

  private void handle(Member sender, Packet packet, List<byte[]> binary) {
    if (!members.contains(sender)) {
      world.log().note(0, "dropped, as the connection has ended: " + packet.payload());
      return;
    }
    switch (world.rules().onEvent(sender.credentials(), System.nanoTime())) {
      case PASS -> world.events().on(sender, packet, binary);
      case DISCONNECT -> {
        disconnect();
        engine.close();
      }
      case DROP -> world.log().note(0, "dropped by the checks: " + packet.payload());
    }
  }

  private void onConnect(Packet packet) {
    if (!packet.namespace().equals("/")) {
      String body = "{\"message\":\"Invalid namespace\"}";
      engine.send(Outgoing.text("44" + packet.namespace() + "," + body));
      return;
    }
    if (!members.isEmpty()) {
      throw new IllegalArgumentException("a second CONNECT");
    }
    Credentials credentials = new Credentials(auth(packet.payload()), origin);
    world.path().submit(() -> engine.guarded(() -> answer(credentials)));
  }

  private void answer(Credentials credentials) {
    if (engine.isClosed() || world.faults().stalledAt(Stage.CONNECT_REPLY)) {
      observe(null, credentials);
      return;
    }
    Refusal override = world.faults().refusal();
    if (override == null && world.rules().isFatal(credentials)) {
      observe(null, credentials);
      world.die("an apiKey that is not a string");
      return;
    }
    Refusal refusal = override != null ? override : world.rules().refusal(credentials);
    if (refusal == null) {
      accept(credentials);
    } else {
      observe(null, credentials);
      engine.send(Outgoing.text("44" + body(refusal)));
    }
  }

  private void accept(Credentials credentials) {
    String id = world.newId();
    Member accepted = new Member(id, credentials, world.rules().userOf(credentials), engine);
    members.add(accepted);
    engine.onConnected();
    world.rooms().add(accepted);
    observe(id, credentials);
    String override = world.faults().connectReply();
    engine.send(Outgoing.text(override != null ? override : "40{\"sid\":\"" + id + "\"}"));
  }

  private void observe(@Nullable String socketId, Credentials credentials) {
    world.observations().handshakes().add(new Handshake(socketId, credentials.auth()));
  }

  private static Map<String, @Nullable Object> auth(String payload) {
    Map<String, @Nullable Object> auth = new LinkedHashMap<>();
    if (!payload.isEmpty()) {
      Json.members(payload).forEach((name, raw) -> auth.put(name, Json.parse(raw)));
    }
    return Collections.unmodifiableMap(auth);
  }

  private static String body(Refusal refusal) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("origin", refusal.origin());
    data.put("code", refusal.code());
    data.put("message", refusal.detail());
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("message", refusal.message());
    body.put("data", data);
    return Json.write(body);
  }
}
