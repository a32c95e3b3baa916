package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.TypeRef;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written with Jackson's annotations is read again. */
class AnnotatedValuesTest {

  record Identified(
      @JsonSerialize(using = ToStringSerializer.class) Long id,
      @JsonSerialize(using = ToStringSerializer.class) boolean flag,
      @JsonSerialize(using = ToStringSerializer.class) BigDecimal sum,
      @JsonSerialize(using = ToStringSerializer.class) LocalDate day) {}

  record Zoned(
      @JsonFormat(pattern = "yyyy-MM-dd HH:mm", timezone = "Asia/Tokyo") ZonedDateTime at,
      ZonedDateTime plain,
      Map<ZonedDateTime, Integer> byTime) {}

  record Containers(
      @JsonFormat(pattern = "dd.MM.yyyy") List<LocalDate> days,
      @JsonFormat(pattern = "HH:mm") Map<String, List<LocalTime>> times,
      @JsonFormat(shape = JsonFormat.Shape.NUMBER) Set<TimeUnit> units,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Optional<Long> number,
      @JsonFormat(shape = JsonFormat.Shape.NUMBER) Map<String, Instant> instants) {}

  record Amount(@JsonValue BigDecimal value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Amount {}
  }

  record Point(int x, boolean on) {}

  record Unwrapping(@JsonUnwrapped(prefix = "p_") Point point, Amount amount) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Ping.class, name = "ping"),
    @JsonSubTypes.Type(value = Moved.class, name = "moved")
  })
  interface Happening {}

  record Ping() implements Happening {}

  record Moved(byte by, LocalDate on) implements Happening {}

  record Typed(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Object value) {}

  private static final ZonedDateTime AT = ZonedDateTime.parse("2024-02-29T13:14+09:00[Asia/Tokyo]");

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of(
            new Identified(5L, true, new BigDecimal("1.10"), AT.toLocalDate()),
            Identified.class,
            "\"id\":\"5\",\"flag\":\"true\",\"sum\":\"1.10\""),
        Arguments.of(new Zoned(AT, AT, Map.of(AT, 1)), Zoned.class, "\"at\":\"2024-02-29 13:14\""),
        Arguments.of(
            new Containers(
                List.of(AT.toLocalDate()),
                Map.of("a", List.of(AT.toLocalTime())),
                Set.of(TimeUnit.DAYS),
                Optional.of(5L),
                Map.of("b", AT.toInstant())),
            Containers.class,
            "\"days\":[\"29.02.2024\"]"),
        Arguments.of(
            new Unwrapping(new Point(1, true), new Amount(BigDecimal.ONE)),
            Unwrapping.class,
            "{\"p_x\":1,\"p_on\":true,\"amount\":1}"),
        Arguments.of(new Moved((byte) 5, AT.toLocalDate()), Happening.class, "\"@type\":\"moved\""),
        Arguments.of(new Ping(), Happening.class, "{\"@type\":\"ping\"}"),
        Arguments.of(new Typed(AT.toLocalDate()), Typed.class, "\"java.time.LocalDate\""),
        Arguments.of(new Typed(5L), Typed.class, "\"java.lang.Long\""),
        Arguments.of(
            Map.of(AT.toLocalDate(), List.of(new Amount(BigDecimal.TEN))),
            new TypeRef<Map<LocalDate, List<Amount>>>() {}.type(),
            "{\"2024-02-29\":[10]}"));
  }

  @ParameterizedTest
  @MethodSource("values")
  void whatIsWrittenIsRead(Object value, Type type, String part) {
    JacksonPayloadCodec codec = new JacksonPayloadCodec();

    Encoded encoded = codec.encode(value);

    assertThat(StandardCharsets.UTF_8.decode(encoded.json().duplicate()).toString()).contains(part);
    assertThat(codec.decode(encoded, type)).isEqualTo(value);
  }
}
