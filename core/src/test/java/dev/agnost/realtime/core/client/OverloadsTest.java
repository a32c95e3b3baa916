package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Channel;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.Registration;
import dev.agnost.realtime.TypeRef;
import dev.agnost.realtime.UserEventListener;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.core.runtime.Draft;
import dev.agnost.realtime.core.runtime.ScriptedConnection;
import dev.agnost.realtime.core.runtime.ScriptedTransport;
import dev.agnost.realtime.core.runtime.SessionEnvironment;
import dev.agnost.realtime.core.runtime.VirtualTime;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every overload of {@link Realtime} and {@link Channel} does what its longest form does. */
class OverloadsTest {

  private static final Set<String> COMMANDS =
      Set.of("send", "broadcast", "join", "leave", "updateProfile");
  private static final String NUMBERS = "[1,2]";

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
  private final List<List<@Nullable Object>> calls = new ArrayList<>();

  static Stream<Method> commands() {
    return methods().filter(method -> COMMANDS.contains(method.getName()));
  }

  static Stream<Method> registrations() {
    return methods().filter(method -> method.getReturnType() == Registration.class);
  }

  static Stream<Method> messageListeners() {
    return registrations().filter(method -> Set.of("on", "once").contains(method.getName()));
  }

  @Test
  void theOverloadsAreThoseOfTheInterfaces() {
    assertThat(commands()).hasSize(16);
    assertThat(messageListeners()).hasSize(12);
    assertThat(registrations()).hasSize(27);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandSendsWhatItWasGivenAndAnEchoOnlyWhereOneWasGiven(Method method) throws Exception {
    ScriptedConnection connection = connect();
    if (method.getName().equals("leave")) {
      realtime.join("room", false);
      time.run();
    }
    for (boolean echo : new boolean[] {true, false}) {
      int before = connection.sentAfterConnect().size();
      call(method, echo);
      time.run();

      List<String> sent = connection.sentAfterConnect();
      assertThat(sent.subList(before, sent.size())).containsExactly(frame(method, echo));
      if (method.getName().equals("join")) {
        realtime.leave("room");
      } else if (method.getName().equals("leave")) {
        realtime.join("room", false);
      }
      time.run();
    }
  }

  @ParameterizedTest
  @MethodSource("messageListeners")
  void aMessageListenerIsCalledInItsScopeAsOftenAndWithTheTypeThatItAskedFor(Method method)
      throws Exception {
    ScriptedConnection connection = connect();
    register(method);
    connection.says("42[\"other\",{\"channel\":\"room\",\"message\":[1,2]}]");
    connection.says("42[\"say\",{\"channel\":\"elsewhere\",\"message\":[1,2]}]");
    connection.says("42[\"say\",{\"channel\":\"room\",\"message\":[1,2]}]");
    connection.says("42[\"say\",{\"channel\":\"room\",\"message\":[1,2]}]");
    time.run();

    boolean ofChannel = method.getDeclaringClass() == Channel.class;
    boolean once = method.getName().equals("once");
    assertThat(calls).hasSize(once ? 1 : ofChannel ? 2 : 3);
    for (List<@Nullable Object> arguments : calls) {
      Message message = (Message) arguments.get(arguments.size() - 1);
      assertThat(message.event()).isEqualTo("say");
      assertThat(message.asJson()).isEqualTo(NUMBERS);
      if (ofChannel) {
        assertThat(message.channel()).isEqualTo("room");
      }
      if (arguments.size() == 2) {
        boolean generic = method.getParameterTypes()[1] == TypeRef.class;
        assertThat(arguments.get(0)).isEqualTo(generic ? List.of(1L, 2L) : List.of(1, 2));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("messageListeners")
  void aTypedListenerGetsNullForJsonNullAndForNoMessage(Method method) throws Exception {
    for (String body :
        List.of("{\"channel\":\"room\",\"message\":null}", "{\"channel\":\"room\"}")) {
      calls.clear();
      ScriptedConnection connection = connect();
      register(method);
      connection.says("42[\"say\"," + body + "]");
      time.run();

      List<@Nullable Object> arguments = calls.get(0);
      if (arguments.size() == 2) {
        assertThat(arguments.get(0)).as(body).isNull();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("registrations")
  void aClosedRegistrationReceivesNothing(Method method) throws Exception {
    Registration kept = register(method);
    everythingHappens();
    assertThat(calls).as(method.toString()).isNotEmpty();
    kept.close();
    time.run();
    calls.clear();

    Registration registration = register(method);
    registration.close();
    registration.close();
    time.run();
    calls.clear(); // what a listener is told at once when it is added while connected
    everythingHappens();

    assertThat(calls).as(method.toString()).isEmpty();
  }

  /** Each kind of event that a listener can be registered for. */
  private void everythingHappens() {
    ScriptedConnection connection = connect();
    connection.says("42[\"say\",{\"channel\":\"room\",\"message\":[1,2]}]");
    for (String event : List.of("join", "leave", "update")) {
      connection.says(
          "42[\"channel:" + event + "\",{\"channel\":\"room\",\"message\":{\"id\":\"x\"}}]");
    }
    for (String event : List.of("signin", "signout", "pwdchange", "emailchange", "phonechange")) {
      connection.says("42[\"user:" + event + "\",\"user:" + event + "\",null,null]");
    }
    Registration failing =
        realtime.on(
            "fail",
            message -> {
              throw new IllegalStateException("of the test");
            });
    connection.says("42[\"fail\",{\"channel\":\"room\",\"message\":1}]");
    time.run();
    failing.close();
    connection.isLost();
    time.pass(Duration.ofSeconds(3));
    transport.latest().isRefused();
    time.run();
    CompletableFuture<Void> unused = realtime.close();
    time.run();
  }

  private ScriptedConnection connect() {
    CompletableFuture<Void> unused = realtime.close();
    time.run();
    CompletableFuture<Void> opening = realtime.open();
    time.run();
    ScriptedConnection connection = transport.latest().accepts("sid-1");
    time.run();
    assertThat(opening).isCompleted();
    return connection;
  }

  private Registration register(Method method) throws Exception {
    return (Registration) Objects.requireNonNull(call(method, true));
  }

  private @Nullable Object call(Method method, boolean echo) throws Exception {
    boolean ofChannel = method.getDeclaringClass() == Channel.class;
    Deque<String> texts = new ArrayDeque<>();
    if (!ofChannel && Set.of("send", "join", "leave").contains(method.getName())) {
      texts.add("room");
    }
    texts.add("say");
    Object[] arguments =
        Arrays.stream(method.getParameterTypes())
            .map(type -> argument(type, texts, echo))
            .toArray();
    return method.invoke(ofChannel ? realtime.channel("room") : realtime, arguments);
  }

  private Object argument(Class<?> type, Deque<String> texts, boolean echo) {
    if (type == String.class) {
      return texts.remove();
    }
    if (type == boolean.class) {
      return echo;
    }
    if (type == Object.class) {
      return List.of(1, 2);
    }
    if (type == Class.class) {
      return List.class;
    }
    if (type == TypeRef.class) {
      return new TypeRef<List<Long>>() {};
    }
    return listener(type);
  }

  private Object listener(Class<?> type) {
    if (type == Runnable.class) {
      return (Runnable) () -> calls.add(List.of());
    }
    if (type == Consumer.class) {
      return (Consumer<Object>) argument -> calls.add(List.of(argument));
    }
    if (type == LongConsumer.class) {
      return (LongConsumer) number -> calls.add(List.of(number));
    }
    if (type == BiConsumer.class) {
      return (BiConsumer<@Nullable Object, Object>)
          (value, message) -> calls.add(Arrays.asList(value, message));
    }
    if (type == UserEventListener.class) {
      return (UserEventListener) (name, session, user) -> calls.add(List.of(name));
    }
    throw new AssertionError("no argument for " + type);
  }

  private static String frame(Method method, boolean echo) {
    boolean given = Arrays.asList(method.getParameterTypes()).contains(boolean.class);
    String end = given ? ",\"echo\":" + echo + "}]" : "}]";
    return switch (method.getName()) {
      case "send" ->
          "42[\"message\",{\"channel\":\"room\",\"eventName\":\"say\",\"message\":[1,2]" + end;
      case "broadcast" -> "42[\"message\",{\"eventName\":\"say\",\"message\":[1,2]" + end;
      case "updateProfile" -> "42[\"update\",{\"data\":[1,2]" + end;
      default -> "42[\"" + method.getName() + "\",{\"channel\":\"room\"" + end;
    };
  }

  private static Stream<Method> methods() {
    return Stream.of(Realtime.class, Channel.class)
        .flatMap(type -> Arrays.stream(type.getMethods()));
  }
}
