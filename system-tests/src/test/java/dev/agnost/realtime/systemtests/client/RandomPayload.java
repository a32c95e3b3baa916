package dev.agnost.realtime.systemtests.client;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A random value that JSON and JavaScript carry without loss, with at most ten binary leaves. */
final class RandomPayload {
  private static final int MOST_BINARY = 10;
  private static final String LETTERS = "aZ0 \"\\/\n\t\u00e9\u20ac\u2028\u0000<_";

  private final SplittableRandom random;
  private int binary;

  RandomPayload(SplittableRandom random) {
    this.random = random;
  }

  @Nullable Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong(-(1L << 53), 1L << 53);
      case 3 -> random.nextInt() + 0.5;
      case 4 -> text();
      case 5 -> binary < MOST_BINARY ? bytes() : text();
      case 6 -> list(depth - 1);
      default -> map(depth - 1);
    };
  }

  private byte[] bytes() {
    binary++;
    byte[] bytes = new byte[random.nextInt(40)];
    random.nextBytes(bytes);
    return bytes;
  }

  private List<@Nullable Object> list(int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      list.add(value(depth));
    }
    return list;
  }

  private Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.put("k" + text(), value(depth));
    }
    return map;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      if (random.nextInt(8) == 0) {
        text.appendCodePoint(0x1f600 + random.nextInt(64));
      } else {
        text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
    }
    return text.toString();
  }

  /** A text that is equal for equal values; the order of keys and the class of numbers are none. */
  static String text(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return "bytes " + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(RandomPayload::text).toList().toString();
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, String> sorted = new TreeMap<>();
      map.forEach((key, each) -> sorted.put(String.valueOf(key), text(each)));
      return sorted.toString();
    }
    if (value instanceof Number number) {
      boolean whole = number instanceof Integer || number instanceof Long;
      return whole ? "number " + number.longValue() : "number " + number.doubleValue();
    }
    return value instanceof String text ? "text " + text : String.valueOf(value);
  }
}
