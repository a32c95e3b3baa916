package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.InvalidConfigurationException;
import dev.agnost.realtime.OverflowPolicy;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.RealtimeMetrics;
import dev.agnost.realtime.ReconnectPolicy;
import dev.agnost.realtime.core.concurrent.SharedResources;
import dev.agnost.realtime.core.connection.Credentials.Granted;
import dev.agnost.realtime.core.json.JacksonPayloadCodec;
import dev.agnost.realtime.core.runtime.ScriptedTransport;
import dev.agnost.realtime.core.runtime.SessionOptions;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.Transport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every option of the builder: its default, the place that its value reaches, that the last call
 * wins, what is refused, and whether clients that differ in it share a transport.
 */
class BuilderOptionsTest {

  private static final List<Header> ONE_HEADER = List.of(new Header("X-One", "1"));
  private static final Executor DIRECT = Runnable::run;
  private static final RealtimeMetrics METRICS = new RealtimeMetrics() {};
  private static final ReconnectPolicy NEVER = ReconnectPolicy.never();
  private static final ProxyConfig PROXY = ProxyConfig.http("proxy", 3128);
  private static final SSLContext SSL = sslContext();
  private static final PayloadCodec CODEC = new JacksonPayloadCodec();
  private static final Transport TRANSPORT = new ScriptedTransport();

  /** Listeners are added, not replaced; they are tested with the session. */
  private static final Set<String> LISTENERS =
      Set.of(
          "onConnect",
          "onDisconnect",
          "onError",
          "onReconnectAttempt",
          "onStateChange",
          "onListenerError");

  private static final List<Option> OPTIONS =
      List.of(
          option("apiKey", String.class, "one", "two", "key", b -> granted(b).apiKey()),
          option(
              "apiKey", Supplier.class, () -> "one", () -> "two", "key", b -> granted(b).apiKey()),
          option("sessionToken", String.class, "one", "two", null, b -> granted(b).sessionToken()),
          option(
              "sessionToken",
              Supplier.class,
              () -> "one",
              () -> "two",
              null,
              b -> granted(b).sessionToken()),
          option(
              "sessionTokenAsync",
              Supplier.class,
              stage("one"),
              stage("two"),
              null,
              b -> granted(b).sessionToken()),
          option(
              "headers", List.class, ONE_HEADER, List.of(), List.of(), b -> granted(b).headers()),
          option(
              "headers",
              Supplier.class,
              () -> ONE_HEADER,
              List::of,
              List.of(),
              b -> granted(b).headers()),
          flag("autoConnect", true, b -> b.autoConnect),
          flag("autoJoinChannels", true, b -> session(b).autoJoinChannels()),
          flag("echoMessages", true, b -> session(b).echoMessages()),
          flag("bufferMessages", true, b -> session(b).bufferMessages()),
          flag("allowUnencrypted", false, b -> b.allowUnencrypted),
          duration("reconnectionDelay", Duration.ofSeconds(1), b -> session(b).reconnectionDelay()),
          duration("timeout", Duration.ofSeconds(20), b -> session(b).timeout()),
          duration("closeTimeout", Duration.ofSeconds(2), b -> b.closeTimeout),
          duration("maxQueuedAge", null, b -> session(b).queue().age().orElse(null)),
          option(
              "reconnectPolicy",
              ReconnectPolicy.class,
              NEVER,
              ReconnectPolicy.fixed(Duration.ofSeconds(1)),
              ReconnectPolicy.exponential(),
              b -> session(b).policy()),
          number("maxQueuedMessages", int.class, 1_000, b -> session(b).queue().messages()),
          number("maxQueuedBytes", long.class, 8L << 20, b -> session(b).queue().bytes()),
          number("maxPendingMessages", int.class, 1_000, b -> session(b).maxPendingMessages()),
          number("maxPendingBytes", long.class, 8L << 20, b -> session(b).maxPendingBytes()),
          number("maxOutboundMessageBytes", int.class, 16 << 20, b -> b.maxOutboundMessageBytes),
          number(
                  "maxInboundMessageBytes",
                  int.class,
                  16 << 20,
                  b -> session(b).decoderLimits().messageBytes())
              .shared(),
          option(
              "overflowPolicy",
              OverflowPolicy.class,
              OverflowPolicy.DROP_OLDEST,
              OverflowPolicy.DROP_NEWEST,
              OverflowPolicy.REJECT_NEW,
              b -> session(b).queue().overflow()),
          option(
              "callbackExecutor", Executor.class, DIRECT, other(), null, b -> b.callbackExecutor),
          option(
              "metrics",
              RealtimeMetrics.class,
              METRICS,
              new RealtimeMetrics() {},
              RealtimeMetrics.NONE,
              b -> b.metrics),
          option("proxy", ProxyConfig.class, PROXY, socks(), null, b -> b.proxy).shared(),
          option("sslContext", SSLContext.class, SSL, sslContext(), null, b -> b.sslContext)
              .shared(),
          option("transport", String.class, "one", "two", null, b -> b.transportName),
          option(
              "transport",
              Transport.class,
              TRANSPORT,
              new ScriptedTransport(),
              null,
              b -> b.transport),
          option(
              "payloadCodec",
              PayloadCodec.class,
              CODEC,
              new JacksonPayloadCodec(),
              null,
              b -> b.payloadCodec));

  @Test
  void everyOptionIsInTheTable() {
    Set<String> options = new TreeSet<>();
    for (Method method : AgnostClient.Builder.class.getMethods()) {
      if (!method.getName().equals("build") && !LISTENERS.contains(method.getName())) {
        options.add(method.getName() + Arrays.toString(method.getParameterTypes()));
      }
    }
    Set<String> table = new TreeSet<>();
    OPTIONS.forEach(
        option -> table.add(option.name + Arrays.toString(new Class<?>[] {option.type})));
    assertThat(table).isEqualTo(options);
  }

  @Test
  void withoutACallEachOptionHasItsDocumentedDefault() {
    for (Option option : OPTIONS) {
      Object read = option.read.apply(builder());

      assertThat(read).as(option.name).isEqualTo(option.byDefault);
    }
  }

  @Test
  void eachValueReachesItsPlaceAndTheLastCallWins() {
    for (Option option : OPTIONS) {
      ClientBuilder builder = builder();
      option.set(builder, option.first);
      assertThat(option.read.apply(builder)).as(option.name).isEqualTo(option.firstRead());
      option.set(builder, option.second);
      assertThat(option.read.apply(builder)).as(option.name).isEqualTo(option.secondRead());
    }
  }

  @Test
  void ofTwoCallsForOneThingTheLastWinsInAnyOrder() {
    for (String thing : List.of("apiKey", "sessionToken", "headers")) {
      List<Option> ways = OPTIONS.stream().filter(option -> option.name.startsWith(thing)).toList();
      for (Option before : ways) {
        for (Option after : ways) {
          ClientBuilder builder = builder();
          before.set(builder, before.first);
          after.set(builder, after.second);

          assertThat(after.read.apply(builder))
              .as("%s after %s", after, before)
              .isEqualTo(after.secondRead());
        }
      }
    }
  }

  @Test
  void clientsThatDifferInWhatATransportIsMadeFromDoNotShareIt() {
    for (Option option : OPTIONS) {
      Object one = key(builder());
      ClientBuilder builder = builder();
      option.set(builder, option.first);
      assertThat(key(builder).equals(one)).as(option.name).isEqualTo(!option.ofTheTransport);
      Object another = key(builder);
      option.set(builder, option.second);
      assertThat(key(builder).equals(another)).as(option.name).isEqualTo(!option.ofTheTransport);
    }
  }

  @Test
  void nullIsRefusedAtTheCall() {
    for (Option option : OPTIONS) {
      if (option.type.isPrimitive() || option.is("apiKey", String.class)) {
        continue; // a null API key is reported by build(), with all other mistakes
      }
      assertThatThrownBy(() -> option.set(builder(), null))
          .as(option.name)
          .isInstanceOf(NullPointerException.class);
    }
  }

  @Test
  void valuesOutOfRangeAreReportedAllAtOnceByTheirNames() {
    ClientBuilder builder = builder();
    List<String> names = new ArrayList<>();
    for (Option option : OPTIONS) {
      if (option.type == Duration.class) {
        option.set(builder, Duration.ofNanos(-1));
        names.add(option.name);
      } else if (option.type == int.class) {
        option.set(builder, 0);
        names.add(option.name);
      } else if (option.type == long.class) {
        option.set(builder, 0L);
        names.add(option.name);
      }
    }

    assertThat(problems(builder)).hasSameSizeAs(names);
    for (String name : names) {
      assertThat(problems(builder)).anyMatch(problem -> problem.startsWith(name + " must"));
    }
  }

  @Test
  void zeroIsRefusedWhereItMeansNothing() {
    for (Option option : OPTIONS) {
      if (option.type == Duration.class) {
        ClientBuilder builder = builder();
        option.set(builder, Duration.ZERO);
        if (Set.of("reconnectionDelay", "closeTimeout").contains(option.name)) {
          builder.transport(TRANSPORT).build().close();
        } else {
          assertThat(problems(builder)).containsExactly(option.name + " must be positive: PT0S");
        }
      }
    }
  }

  @Test
  void aDurationOfMoreThanAHundredYearsIsRefused() {
    for (Option option : OPTIONS) {
      if (option.type == Duration.class) {
        ClientBuilder builder = builder();
        option.set(builder, Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(problems(builder)).singleElement().asString().startsWith(option.name + " must");
      }
    }
  }

  @Test
  void whatExcludesEachOtherIsReported() {
    assertThat(problems(builder().transport("netty").transport(TRANSPORT)))
        .singleElement()
        .asString()
        .contains("both as an instance and by name");
    for (Consumer<ClientBuilder> ofTheTransport :
        List.<Consumer<ClientBuilder>>of(b -> b.proxy(PROXY), b -> b.sslContext(SSL))) {
      ClientBuilder builder = builder();
      builder.transport(TRANSPORT);
      ofTheTransport.accept(builder);
      assertThat(problems(builder)).singleElement().asString().contains("given as an instance");
    }
    assertThat(problems(builder().headers(List.of(new Header("Sec-WebSocket-Key", "x")))))
        .singleElement()
        .asString()
        .contains("Sec-WebSocket-Key");
  }

  @Test
  void theCodecTakesTheLargerOfBothMessageLimits() {
    String text = "x".repeat(5_000);
    for (int inbound : List.of(1_000, 10_000)) {
      ClientBuilder builder = builder();
      builder.maxInboundMessageBytes(inbound).maxOutboundMessageBytes(11_000 - inbound);

      SharedResources process = SharedResources.acquire();
      PayloadCodec codec = new ClientAssembler(builder, url()).codec(process).get();
      process.release();

      assertThat(codec.encode(text).json().remaining()).isEqualTo(5_002);
    }
  }

  // -------------------------------------------------------------------------------------- helpers

  private static ClientBuilder builder() {
    return new ClientBuilder("http://localhost/env-1").apiKey("key");
  }

  private static BaseUrl url() {
    return Objects.requireNonNull(BaseUrl.parse("http://localhost/env-1", problem -> {}));
  }

  private static SessionOptions session(ClientBuilder builder) {
    return new ClientAssembler(builder, url()).sessionOptions(Runnable::run);
  }

  private static Granted granted(ClientBuilder builder) {
    return session(builder).credentials().ask(Runnable::run).join();
  }

  private static Object key(ClientBuilder builder) {
    return new ClientAssembler(builder, url()).key(null);
  }

  private static List<String> problems(AgnostClient.Builder builder) {
    InvalidConfigurationException refused =
        catchThrowableOfType(InvalidConfigurationException.class, builder::build);
    assertThat(refused).isNotNull();
    return refused.problems();
  }

  private static SSLContext sslContext() {
    try {
      return SSLContext.getInstance("TLS");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static Executor other() {
    return task -> task.run();
  }

  private static ProxyConfig socks() {
    return ProxyConfig.socks5("proxy", 1080);
  }

  private static Supplier<CompletionStage<String>> stage(String token) {
    return () -> CompletableFuture.completedStage(token);
  }

  private static Option option(
      String name,
      Class<?> type,
      Object first,
      Object second,
      @Nullable Object byDefault,
      Function<ClientBuilder, @Nullable Object> read) {
    return new Option(name, type, first, second, byDefault, read, false);
  }

  private static <T> Option option(
      String name,
      Class<?> type,
      Supplier<T> first,
      Supplier<T> second,
      @Nullable Object byDefault,
      Function<ClientBuilder, @Nullable Object> read) {
    return new Option(name, type, first, second, byDefault, read, false);
  }

  private static Option flag(
      String name, boolean byDefault, Function<ClientBuilder, @Nullable Object> read) {
    return option(name, boolean.class, (Object) !byDefault, (Object) byDefault, byDefault, read);
  }

  private static Option duration(
      String name, @Nullable Duration byDefault, Function<ClientBuilder, @Nullable Object> read) {
    return option(name, Duration.class, Duration.ofMillis(7), Duration.ofDays(1), byDefault, read);
  }

  private static Option number(
      String name,
      Class<?> type,
      Number byDefault,
      Function<ClientBuilder, @Nullable Object> read) {
    boolean whole = type == int.class;
    Object first = whole ? (Object) 12_345 : (Object) 12_345L;
    Object second = whole ? (Object) 54_321 : (Object) 54_321L;
    return option(name, type, first, second, byDefault, read);
  }

  /** A method of the builder with two values for it. */
  private record Option(
      String name,
      Class<?> type,
      Object first,
      Object second,
      @Nullable Object byDefault,
      Function<ClientBuilder, @Nullable Object> read,
      boolean ofTheTransport) {

    /** The same, for what a transport is made from. */
    Option shared() {
      return new Option(name, type, first, second, byDefault, read, true);
    }

    boolean is(String other, Class<?> otherType) {
      return name.equals(other) && type == otherType;
    }

    void set(ClientBuilder builder, @Nullable Object value) {
      try {
        Object same = AgnostClient.Builder.class.getMethod(name, type).invoke(builder, value);
        assertThat(same).isSameAs(builder);
      } catch (InvocationTargetException e) {
        throw Objects.requireNonNull((RuntimeException) e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(name, e);
      }
    }

    @Nullable Object firstRead() {
      return plain(first);
    }

    @Nullable Object secondRead() {
      return plain(second);
    }

    private static @Nullable Object plain(@Nullable Object value) {
      Object given = value instanceof Supplier<?> supplier ? supplier.get() : value;
      return given instanceof CompletionStage<?> stage ? stage.toCompletableFuture().join() : given;
    }

    @Override
    public String toString() {
      return name + "(" + type.getSimpleName() + ")";
    }
  }
}
