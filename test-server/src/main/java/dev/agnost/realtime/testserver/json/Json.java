package dev.agnost.realtime.testserver.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Strict JSON (RFC 8259) to plain Java values and back as JavaScript reads and prints it, and the
 * parts of a text as they are written.
 */
public final class Json {
  /** Deeper values are refused by {@link #parse}; the raw methods have no such limit. */
  private static final int MAX_DEPTH = 1_000;

  private Json() {}

  /**
   * The value of {@code text}: {@link Map}, {@link List}, {@link String}, {@link Double}, {@link
   * Boolean} or null. As in a JavaScript object, keys that are array indexes come first, in
   * ascending order, and the last of equal keys wins.
   *
   * @throws JsonSyntaxException if it is not exactly one JSON value, or nested deeper than 1,000
   */
  public static @Nullable Object parse(String text) {
    JsonScanner scanner = new JsonScanner(text);
    Object value = value(scanner, 0);
    scanner.expectEnd();
    return value;
  }

  /**
   * The compact text of a value: {@link Map}, {@link Iterable}, {@link CharSequence}, {@link
   * Number}, {@link Boolean} or null. Numbers are printed as JavaScript prints them; those that are
   * not finite become {@code null}.
   *
   * @throws IllegalArgumentException for other types
   */
  public static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
  }

  /**
   * The text as {@code JSON.stringify(JSON.parse(text))} prints it.
   *
   * @throws JsonSyntaxException if it is not exactly one JSON value, or nested deeper than 1,000
   */
  public static String normalize(String text) {
    return write(parse(text));
  }

  /**
   * The text that a receiver on another node gets: the adapter between the nodes packs integral
   * numbers into 64 bits, of which those from 2^64 on and below -2^63 keep the lowest.
   *
   * @throws JsonSyntaxException if it is not exactly one JSON value, or nested deeper than 1,000
   */
  public static String acrossNodes(String text) {
    return write(packed(parse(text)));
  }

  private static @Nullable Object packed(@Nullable Object value) {
    if (value instanceof Double number) {
      return JsNumber.packed(number);
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> members = new LinkedHashMap<>();
      map.forEach((name, member) -> members.put(name, packed(member)));
      return members;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> elements = new ArrayList<>();
      list.forEach(element -> elements.add(packed(element)));
      return elements;
    }
    return value;
  }

  /**
   * The elements of an array as they are written.
   *
   * @throws JsonSyntaxException if {@code arrayText} is not exactly one array
   */
  public static List<String> elements(String arrayText) {
    JsonScanner scanner = new JsonScanner(arrayText);
    List<String> elements = new ArrayList<>();
    scanner.expect('[');
    if (!scanner.take(']')) {
      do {
        elements.add(scanner.rawValue());
      } while (scanner.take(','));
      scanner.expect(']');
    }
    scanner.expectEnd();
    return elements;
  }

  /**
   * The members of an object in order: decoded names, values as they are written. The last of equal
   * names wins.
   *
   * @throws JsonSyntaxException if {@code objectText} is not exactly one object
   */
  public static Map<String, String> members(String objectText) {
    JsonScanner scanner = new JsonScanner(objectText);
    Map<String, String> members = new LinkedHashMap<>();
    scanner.expect('{');
    if (!scanner.take('}')) {
      do {
        String name = scanner.string();
        scanner.expect(':');
        members.put(name, scanner.rawValue());
      } while (scanner.take(','));
      scanner.expect('}');
    }
    scanner.expectEnd();
    return members;
  }

  private static @Nullable Object value(JsonScanner scanner, int depth) {
    if (depth > MAX_DEPTH) {
      throw scanner.expected("at most " + MAX_DEPTH + " levels");
    }
    return switch (scanner.peek()) {
      case '{' -> object(scanner, depth);
      case '[' -> array(scanner, depth);
      case '"' -> scanner.string();
      default -> scalar(scanner.rawValue());
    };
  }

  private static Map<String, @Nullable Object> object(JsonScanner scanner, int depth) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    scanner.expect('{');
    if (scanner.take('}')) {
      return members;
    }
    do {
      String name = scanner.string();
      scanner.expect(':');
      members.put(name, value(scanner, depth + 1));
    } while (scanner.take(','));
    scanner.expect('}');
    return indexesFirst(members);
  }

  private static Map<String, @Nullable Object> indexesFirst(Map<String, @Nullable Object> members) {
    List<String> indexes =
        members.keySet().stream()
            .filter(Json::isArrayIndex)
            .sorted(Comparator.comparingLong(Long::parseLong))
            .toList();
    if (indexes.isEmpty()) {
      return members;
    }
    Map<String, @Nullable Object> ordered = new LinkedHashMap<>();
    indexes.forEach(index -> ordered.put(index, members.get(index)));
    members.forEach(ordered::putIfAbsent);
    return ordered;
  }

  /** ECMA-262, "array index": the decimal text of 0 to 2^32 - 2. */
  private static boolean isArrayIndex(String name) {
    if (name.isEmpty() || name.length() > 10 || (name.length() > 1 && name.charAt(0) == '0')) {
      return false;
    }
    boolean digits = name.chars().allMatch(c -> c >= '0' && c <= '9');
    return digits && Long.parseLong(name) <= 0xFFFF_FFFEL;
  }

  private static List<@Nullable Object> array(JsonScanner scanner, int depth) {
    List<@Nullable Object> elements = new ArrayList<>();
    scanner.expect('[');
    if (scanner.take(']')) {
      return elements;
    }
    do {
      elements.add(value(scanner, depth + 1));
    } while (scanner.take(','));
    scanner.expect(']');
    return elements;
  }

  private static @Nullable Object scalar(String raw) {
    return switch (raw) {
      case "null" -> null;
      case "true" -> true;
      case "false" -> false;
      default -> Double.valueOf(raw);
    };
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof CharSequence text) {
      quote(text, out);
    } else if (value instanceof Number number) {
      out.append(JsNumber.print(number.doubleValue()));
    } else if (value instanceof Map<?, ?> map) {
      writeMembers(map, out);
    } else if (value instanceof Iterable<?> items) {
      char separator = '[';
      for (Object item : items) {
        out.append(separator);
        write(item, out);
        separator = ',';
      }
      out.append(separator == '[' ? "[]" : "]");
    } else {
      throw new IllegalArgumentException("not a JSON value: " + value.getClass());
    }
  }

  private static void writeMembers(Map<?, ?> map, StringBuilder out) {
    char separator = '{';
    for (Map.Entry<?, ?> member : map.entrySet()) {
      out.append(separator);
      quote(String.valueOf(member.getKey()), out);
      out.append(':');
      write(member.getValue(), out);
      separator = ',';
    }
    out.append(separator == '{' ? "{}" : "}");
  }

  private static void quote(CharSequence text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        default -> quoteOther(text, i, out);
      }
    }
    out.append('"');
  }

  /** Control characters, and surrogates without their other half, as JSON.stringify does. */
  private static void quoteOther(CharSequence text, int index, StringBuilder out) {
    char c = text.charAt(index);
    boolean paired =
        (Character.isHighSurrogate(c)
                && index + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(index + 1)))
            || (Character.isLowSurrogate(c)
                && index > 0
                && Character.isHighSurrogate(text.charAt(index - 1)));
    if (c < ' ' || (Character.isSurrogate(c) && !paired)) {
      out.append("\\u").append(HexFormat.of().toHexDigits(c));
    } else {
      out.append(c);
    }
  }
}
