package dev.agnost.realtime.testserver.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Strict JSON (RFC 8259) to plain Java values and back, and the parts of a text as they are
 * written.
 *
 * <p>Values that only travel through a server are taken with {@link #elements} and {@link #members}
 * and passed on as raw text, so that large integers and decimals stay as they were sent.
 */
public final class Json {
  /** Deeper values are refused by {@link #parse}; the raw methods have no such limit. */
  private static final int MAX_DEPTH = 500;

  private Json() {}

  /**
   * The value of {@code text}: {@link Map} in the order of the text (the last of equal keys wins),
   * {@link List}, {@link String}, {@link Double}, {@link Boolean} or null.
   *
   * @throws JsonSyntaxException if it is not exactly one JSON value, or nested deeper than 500
   */
  public static @Nullable Object parse(String text) {
    JsonScanner scanner = new JsonScanner(text);
    Object value = value(scanner, 0);
    scanner.expectEnd();
    return value;
  }

  /**
   * The compact text of a value: {@link Map}, {@link Iterable}, {@link CharSequence}, {@link
   * Number}, {@link Boolean} or null. Numbers with an integral value are written without fraction.
   *
   * @throws IllegalArgumentException for other types, and for numbers that JSON cannot express
   */
  public static String write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString();
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
    return members;
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
      out.append(number(number));
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

  private static String number(Number number) {
    if (!(number instanceof Double || number instanceof Float)) {
      return number.toString();
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("not a JSON number: " + number);
    }
    boolean integral = value == Math.rint(value) && Math.abs(value) < 1e15;
    return integral ? Long.toString((long) value) : number.toString();
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
      out.append("\\u%04x".formatted((int) c));
    } else {
      out.append(c);
    }
  }
}
