package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import java.io.File;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Scalars are not converted into each other, whatever the target and wherever it stands. */
class ScalarsTest {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  private static final List<String> JSON =
      List.of(
          "5",
          "-1",
          "1.0",
          "1.5",
          "200",
          "40000",
          "3e9",
          "1e19",
          "1e400",
          "true",
          "false",
          "\"\"",
          "\" \"",
          "\"5\"",
          "\"1.5\"",
          "\"true\"",
          "\"NaN\"",
          "\"Infinity\"",
          "\"x\"",
          "\"FRIDAY\"",
          "\"2024-02-29\"",
          "\"PT1S\"",
          "[]",
          "{}",
          "[5]");

  /** What fits each type. */
  private static final Map<Class<?>, List<String>> FITS =
      Map.ofEntries(
          Map.entry(String.class, texts()),
          Map.entry(CharSequence.class, texts()),
          Map.entry(Character.class, List.of("\" \"", "\"5\"", "\"x\"")),
          Map.entry(char.class, List.of("\" \"", "\"5\"", "\"x\"")),
          Map.entry(Boolean.class, List.of("true", "false")),
          Map.entry(boolean.class, List.of("true", "false")),
          Map.entry(AtomicBoolean.class, List.of("true", "false")),
          Map.entry(byte.class, List.of("5", "-1", "1.0")),
          Map.entry(Byte.class, List.of("5", "-1", "1.0")),
          Map.entry(short.class, List.of("5", "-1", "1.0", "200")),
          Map.entry(Short.class, List.of("5", "-1", "1.0", "200")),
          Map.entry(int.class, List.of("5", "-1", "1.0", "200", "40000")),
          Map.entry(Integer.class, List.of("5", "-1", "1.0", "200", "40000")),
          Map.entry(long.class, List.of("5", "-1", "1.0", "200", "40000", "3e9")),
          Map.entry(Long.class, List.of("5", "-1", "1.0", "200", "40000", "3e9")),
          Map.entry(AtomicInteger.class, List.of("5", "-1", "200", "40000")),
          Map.entry(AtomicLong.class, List.of("5", "-1", "200", "40000")),
          Map.entry(OptionalInt.class, List.of("5", "-1", "200", "40000")),
          Map.entry(BigInteger.class, List.of("5", "-1", "200", "40000")),
          Map.entry(BigDecimal.class, numbers()),
          Map.entry(double.class, finite()),
          Map.entry(Double.class, finite()),
          Map.entry(float.class, finite()),
          Map.entry(Float.class, finite()),
          Map.entry(DayOfWeek.class, List.of("\"FRIDAY\"")),
          Map.entry(LocalDate.class, List.of("\"2024-02-29\"")),
          Map.entry(Instant.class, List.of()),
          Map.entry(Date.class, List.of("\"2024-02-29\"")),
          Map.entry(Calendar.class, List.of("\"2024-02-29\"")),
          Map.entry(OptionalDouble.class, finite()),
          Map.entry(StringBuilder.class, texts()),
          Map.entry(File.class, textsBut("\"\"", "\" \"")),
          Map.entry(URI.class, textsBut("\"\"", "\" \"")),
          Map.entry(Locale.class, textsBut("\"\"", "\" \"")),
          Map.entry(Pattern.class, textsBut("\"\"")),
          Map.entry(UUID.class, List.of()),
          Map.entry(Currency.class, List.of()),
          Map.entry(Duration.class, List.of("\"PT1S\"")));

  private static List<String> numbers() {
    return JSON.stream().filter(json -> json.matches("[-0-9].*")).toList();
  }

  private static List<String> finite() {
    return numbers().stream().filter(json -> !json.equals("1e400")).toList();
  }

  private static List<String> texts() {
    return JSON.stream().filter(json -> json.startsWith("\"")).toList();
  }

  private static List<String> textsBut(String... others) {
    return texts().stream().filter(json -> !List.of(others).contains(json)).toList();
  }

  @Test
  void eachTypeTakesItsOwnKindAndNoOther() {
    List<String> wrong = new ArrayList<>();
    FITS.forEach(
        (type, fits) -> {
          for (String json : JSON) {
            check(json, type, fits.contains(json), wrong);
            boolean inArray = !type.isPrimitive() || !json.matches("1\\.0|3e9");
            if (type != byte.class && inArray && !json.startsWith("[") && !json.startsWith("{")) {
              check("[" + json + "]", type.arrayType(), fits.contains(json), wrong);
            }
          }
        });

    assertThat(wrong).isEmpty();
  }

  private void check(String json, Class<?> type, boolean fits, List<String> wrong) {
    try {
      Object value = decode(json, type);
      if (!fits) {
        wrong.add(json + " as " + type.getTypeName() + " became " + value);
      }
    } catch (PayloadException refused) {
      if (fits) {
        wrong.add(json + " as " + type.getTypeName() + ": " + refused.getMessage());
      }
    }
  }

  @Test
  void anythingTakesNoInfinity() {
    List<String> wrong = new ArrayList<>();
    check("1e400", Object.class, false, wrong);
    check("{\"a\":[1e400]}", Object.class, false, wrong);
    check("{\"a\":1e400}", Map.class, false, wrong);
    assertThat(wrong).isEmpty();
  }

  private @Nullable Object decode(String json, Class<?> type) {
    return codec.decode(
        new Encoded(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)), List.of()), type);
  }
}
