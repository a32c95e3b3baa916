package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Every type in every form that {@code @JsonFormat} can ask for, beside a stock mapper with the
 * usual modules: what it reads back of its own writing, the codec reads back as well, and where an
 * annotation decides, both write the same.
 */
class JsonFormatTest {

  record Holder<T>(@Nullable T value) {}

  /** A value whose type is not its class. */
  @SuppressWarnings("ArrayRecordComponent") // written as variable arguments, never compared
  private record Case(Object value, Class<?>... type) {
    JavaType holder(ObjectMapper mapper) {
      Class<?> outer = type.length == 0 ? value.getClass() : type[0];
      JavaType inner =
          type.length < 2
              ? mapper.constructType(outer)
              : mapper.getTypeFactory().constructParametricType(outer, type[1]);
      return mapper.getTypeFactory().constructParametricType(Holder.class, inner);
    }
  }

  private static final OffsetDateTime AT = OffsetDateTime.parse("2024-02-29T13:14:15.123+02:00");

  @SuppressWarnings("JavaUtilDate")
  private static final List<Case> CASES =
      List.of(
          new Case(new Date(1_709_205_255_123L)),
          new Case(java.sql.Date.valueOf("2024-02-29")),
          new Case(java.sql.Time.valueOf("13:14:15")),
          new Case(new java.sql.Timestamp(1_709_205_255_123L)),
          new Case(calendar(), Calendar.class),
          new Case(AT.toInstant(), Instant.class),
          new Case(Instant.parse("2024-01-02T03:04:05.678901234Z")),
          new Case(AT.toLocalDate(), LocalDate.class),
          new Case(AT.toLocalTime(), LocalTime.class),
          new Case(AT.toLocalDateTime(), LocalDateTime.class),
          new Case(AT, OffsetDateTime.class),
          new Case(AT.toOffsetTime(), OffsetTime.class),
          new Case(AT.atZoneSameInstant(ZoneId.of("Europe/Berlin")), ZonedDateTime.class),
          new Case(AT.atZoneSameInstant(ZoneOffset.ofHours(3)), ZonedDateTime.class),
          new Case(Year.of(2024), Year.class),
          new Case(YearMonth.of(2024, 2), YearMonth.class),
          new Case(MonthDay.of(2, 29), MonthDay.class),
          new Case(Duration.ofMillis(90_061_001), Duration.class),
          new Case(Period.of(1, 2, 3), Period.class),
          new Case(ZoneOffset.ofHours(-5), ZoneOffset.class),
          new Case(ZoneId.of("Asia/Tokyo"), ZoneId.class),
          new Case(DayOfWeek.FRIDAY, DayOfWeek.class),
          new Case(TimeUnit.DAYS, TimeUnit.class),
          new Case(true, Boolean.class),
          new Case((byte) -7, Byte.class),
          new Case((short) 300, Short.class),
          new Case(70_000, Integer.class),
          new Case(9_007_199_254_740_993L, Long.class),
          new Case(1.5f, Float.class),
          new Case(1e10, Double.class),
          new Case(new BigInteger("123456789012345678901234567890"), BigInteger.class),
          new Case(new BigDecimal("1.10"), BigDecimal.class),
          new Case(new BigDecimal("1E+3"), BigDecimal.class),
          new Case('x', Character.class),
          new Case("text", String.class),
          new Case(UUID.fromString("00000000-0000-0001-0000-000000000002"), UUID.class),
          new Case(Optional.of(5L), Optional.class, Long.class),
          new Case(OptionalInt.of(5), OptionalInt.class),
          new Case(List.of(1L, 2L), List.class, Long.class),
          new Case(List.of(AT.toLocalDate()), List.class, LocalDate.class));

  private static Calendar calendar() {
    Calendar calendar = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
    calendar.setTimeInMillis(1_709_205_255_123L);
    return calendar;
  }

  private static final List<String> PATTERNS =
      List.of(
          "",
          "yyyy-MM-dd HH:mm",
          "yyyy-MM-dd HH:mm:ss.SSSXXX",
          "dd.MM.yyyy",
          "HH:mm:ss.SSS",
          "yyyy/MM",
          "yyyy",
          "dd MMM yyyy HH:mm",
          "--MM/dd");

  @Test
  void whatIsWrittenIsReadWhereAStockMapperReadsItsOwn() {
    List<String> wrong = new ArrayList<>();
    int checked = 0;
    for (JsonFormat.Value format : formats()) {
      Introspector asked = new Introspector(format);
      ObjectMapper stock = stock(asked);
      if (!format.hasPattern() && format.getShape() == JsonFormat.Shape.ANY) {
        stock.enable(SerializationFeature.WRITE_DATES_WITH_ZONE_ID);
      }
      ObjectMapper own = DefaultMapper.create();
      own.setAnnotationIntrospector(asked);
      JacksonPayloadCodec codec = new JacksonPayloadCodec(own);
      for (Case each : CASES) {
        Holder<?> holder = new Holder<>(each.value());
        String stocks = roundTrip(stock, holder, each.holder(stock));
        if (stocks != null) {
          checked++;
          compare(codec, holder, each.holder(own), format, stocks, wrong);
        }
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(checked).isGreaterThan(1_000);
  }

  private static void compare(
      JacksonPayloadCodec codec,
      Holder<?> holder,
      JavaType type,
      JsonFormat.Value format,
      String stocks,
      List<String> wrong) {
    String what = holder.value() + " as " + type.getBindings() + " with " + format;
    try {
      Encoded encoded = codec.encode(holder);
      String json = StandardCharsets.UTF_8.decode(encoded.json().duplicate()).toString();
      Object back = codec.decode(encoded, type);
      if (!holder.equals(back)) {
        wrong.add(what + ": " + json + " was read as " + back);
      } else if (!format.equals(JsonFormat.Value.empty()) && !zulu(json).equals(zulu(stocks))) {
        wrong.add(what + ": wrote " + json + " and not " + stocks);
      }
    } catch (PayloadException refused) {
      wrong.add(what + ": " + refused.getMessage());
    }
  }

  /** The codec writes a Date as JavaScript does. */
  private static String zulu(String json) {
    return json.replace("+00:00\"", "Z\"");
  }

  /** Returns what the mapper writes, if it reads the same value back. */
  private static @Nullable String roundTrip(ObjectMapper mapper, Holder<?> value, JavaType type) {
    try {
      String json = mapper.writerFor(type).writeValueAsString(value);
      return value.equals(mapper.readValue(json, type)) ? json : null;
    } catch (JsonProcessingException | RuntimeException notThatForm) {
      return null; // ignored: a pattern that lacks a field of the type, for example
    }
  }

  private static List<JsonFormat.Value> formats() {
    Map<String, JsonFormat.Value> formats = new LinkedHashMap<>();
    for (JsonFormat.Shape shape : JsonFormat.Shape.values()) {
      if (shape == JsonFormat.Shape.BINARY) {
        continue; // travels as an attachment, see EncodingTest
      }
      for (String pattern : PATTERNS) {
        JsonFormat.Value format = JsonFormat.Value.empty().withShape(shape).withPattern(pattern);
        formats.put(format.toString(), format);
        if (shape == JsonFormat.Shape.ANY) {
          format =
              format.withTimeZone(TimeZone.getTimeZone("Asia/Tokyo")).withLocale(Locale.GERMANY);
          formats.put(format.toString(), format);
        }
      }
    }
    return List.copyOf(formats.values());
  }

  private static ObjectMapper stock(Introspector introspector) {
    return JsonMapper.builder()
        .addModule(new JavaTimeModule())
        .addModule(new Jdk8Module())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .annotationIntrospector(introspector)
        .build();
  }

  /** Finds one and the same {@code @JsonFormat} at every property. */
  private static final class Introspector extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private final JsonFormat.Value format;

    Introspector(JsonFormat.Value format) {
      this.format = format;
    }

    @Override
    public JsonFormat.@Nullable Value findFormat(Annotated annotated) {
      boolean asked =
          annotated instanceof AnnotatedMember && !format.equals(JsonFormat.Value.empty());
      return asked ? format : super.findFormat(annotated);
    }
  }
}
