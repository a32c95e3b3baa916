package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.core.runtime.Draft;
import dev.agnost.realtime.core.runtime.ScriptedConnection;
import dev.agnost.realtime.core.runtime.ScriptedTransport;
import dev.agnost.realtime.core.runtime.SessionEnvironment;
import dev.agnost.realtime.core.runtime.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The server passes on what members send under any name. What does not have the form of the
 * platform's own events is an ordinary message.
 */
class ForgedEventsTest {

  private static final List<String> USER_EVENTS =
      List.of(
          "user:signin", "user:signout", "user:pwdchange", "user:emailchange", "user:phonechange");

  private static final List<String> MEMBER_EVENTS =
      List.of("channel:join", "channel:leave", "channel:update");

  private static final String BINARY = "{\"_placeholder\":true,\"num\":0}";

  private final VirtualTime time = new VirtualTime();
  private final ScriptedTransport transport = new ScriptedTransport();
  private final AgnostClient client =
      SimulatedClient.of(
          new Draft().options(),
          new SessionEnvironment(
              time, () -> 0.5, time.workers(), time.callbacks(), () -> transport, () -> {}),
          new JacksonPayloadCodec(),
          1 << 20);
  private final Realtime realtime = client.realtime();
  private final List<String> platform = new ArrayList<>();
  private final List<String> messages = new ArrayList<>();

  @BeforeEach
  void connect() {
    CompletableFuture<Void> unused = realtime.open();
    time.run();
    ScriptedConnection unusedConnection = transport.latest().accepts("sid-1");
    time.run();
    realtime.onUserEvent((name, session, user) -> platform.add(name));
    realtime.onJoin(member -> platform.add("channel:join"));
    realtime.onLeave(member -> platform.add("channel:leave"));
    realtime.onUpdate(member -> platform.add("channel:update"));
    for (String name : Stream.concat(USER_EVENTS.stream(), MEMBER_EVENTS.stream()).toList()) {
      realtime.on(name, message -> messages.add(message.event()));
    }
  }

  static Stream<String> forgedUserEvents() {
    return Stream.of(
        "{\"channel\":\"room\",\"message\":1}",
        "{\"channel\":null,\"message\":{\"userId\":\"u\"}}",
        "{\"channel\":\"user-1\",\"message\":\"NAME\"}",
        "{\"channel\":null}",
        "{\"channel\":\"room\",\"message\":[\"NAME\",{\"token\":\"t\"}]}",
        "{\"channel\":\"room\",\"message\":" + BINARY + "}",
        "[\"NAME\"],{\"token\":\"t\"},null",
        "null,{\"token\":\"t\"},null",
        "\"user:other\",{\"token\":\"t\"},null",
        "1,null,null");
  }

  @ParameterizedTest
  @MethodSource("forgedUserEvents")
  void whatAMemberSendsUnderTheNameOfAUserEventIsAMessage(String arguments) {
    for (String name : USER_EVENTS) {
      receive(name, arguments.replace("NAME", name));
    }

    assertThat(platform).isEmpty();
    assertThat(messages).isEqualTo(USER_EVENTS);
  }

  static Stream<String> forgedMemberEvents() {
    return Stream.of(
        "{\"channel\":null,\"message\":{\"id\":\"x\"}}",
        "{\"message\":{\"id\":\"x\"}}",
        "{\"channel\":[\"room\"],\"message\":{\"id\":\"x\"}}",
        "{\"channel\":\"room\"}",
        "{\"channel\":\"room\",\"message\":null}",
        "{\"channel\":\"room\",\"message\":\"x\"}",
        "{\"channel\":\"room\",\"message\":{\"id\":1}}",
        "{\"channel\":\"room\",\"message\":{\"data\":{}}}",
        "{\"channel\":\"room\",\"message\":[{\"id\":\"x\"}]}",
        "{\"channel\":\"room\",\"message\":{\"id\":" + BINARY + "}}",
        "\"room\",{\"id\":\"x\"}");
  }

  @ParameterizedTest
  @MethodSource("forgedMemberEvents")
  void whatDoesNotNameChannelAndMemberIsAMessage(String arguments) {
    for (String name : MEMBER_EVENTS) {
      receive(name, arguments);
    }

    assertThat(platform).isEmpty();
    assertThat(messages).isEqualTo(MEMBER_EVENTS);
  }

  @Test
  void eventsOfThePlatformReachTheirListeners() {
    for (String name : USER_EVENTS) {
      receive(name, "\"" + name + "\",null,null");
    }
    for (String name : MEMBER_EVENTS) {
      receive(name, "{\"channel\":\"room\",\"message\":{\"id\":\"x\"}}");
    }

    assertThat(platform)
        .isEqualTo(Stream.concat(USER_EVENTS.stream(), MEMBER_EVENTS.stream()).toList());
  }

  private void receive(String name, String arguments) {
    boolean binary = arguments.contains(BINARY);
    transport.latest().says((binary ? "451-" : "42") + "[\"" + name + "\"," + arguments + "]");
    if (binary) {
      transport.latest().saysBinary(1);
    }
    time.run();
  }
}
