package dev.agnost.realtime.core.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A reader of JSON that makes a tree, written straight from the grammar of RFC 8259 and apart from
 * {@link JsonScanner}, so that neither hides the other's mistake. Slow, and easy to check by eye.
 */
public final class ReferenceJson {

  private static final int DEEPEST = 200;
  private static final int LONGEST_NUMBER = 1_000;
  private static final int LONGEST_KEY = 4_096;
  private static final Pattern WORD = Pattern.compile("true|false|null");
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  /** The text is not JSON, or beyond a limit. */
  public static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String why) {
      super(why);
    }
  }

  /**
   * One value.
   *
   * @param from where it begins
   * @param to where it ends
   * @param meaning a {@code String}, {@code Map<String, Value>}, {@code List<Value>}, or {@link
   *     Word}
   */
  public record Value(int from, int to, Object meaning) {

    /** A member of an object, or null. */
    public @Nullable Value member(String name) {
      return meaning instanceof Map<?, ?> members ? (Value) members.get(name) : null;
    }

    boolean is(String word) {
      return meaning.equals(new Word(word));
    }

    /** The value as maps, lists, strings, longs, doubles, booleans and null. */
    public @Nullable Object plain() {
      if (meaning instanceof Map<?, ?> members) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        members.forEach((name, member) -> plain.put((String) name, ((Value) member).plain()));
        return plain;
      }
      if (meaning instanceof List<?> elements) {
        List<@Nullable Object> plain = new ArrayList<>(elements.size());
        elements.forEach(element -> plain.add(((Value) element).plain()));
        return plain;
      }
      return meaning instanceof Word word ? word.plain() : meaning;
    }
  }

  /** A number, true, false or null, as it was written. */
  public record Word(String text) {

    private @Nullable Object plain() {
      return switch (text) {
        case "null" -> null;
        case "true", "false" -> Boolean.valueOf(text);
        default ->
            text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))
                ? (Object) Long.valueOf(text)
                : (Object) Double.valueOf(text);
      };
    }
  }

  private final String text; // one character for each byte
  private int at;

  private ReferenceJson(byte[] bytes, int from) {
    this.text = new String(bytes, StandardCharsets.ISO_8859_1);
    this.at = from;
  }

  /**
   * One value with blanks around it that reaches to the end.
   *
   * @param utf8 known to be UTF-8
   */
  public static Value document(byte[] utf8, int from) {
    ReferenceJson json = new ReferenceJson(utf8, from);
    json.blanks();
    Value value = json.value(0);
    json.blanks();
    if (json.at < json.text.length()) {
      throw new Malformed("more than one value");
    }
    return value;
  }

  /** The elements of an array that reaches to the end, each of which may be as deep as allowed. */
  static List<Value> elements(byte[] utf8, int from) {
    ReferenceJson json = new ReferenceJson(utf8, from);
    List<Value> elements = json.array(0);
    json.blanks();
    if (json.at < json.text.length()) {
      throw new Malformed("more than one value");
    }
    return elements;
  }

  private Value value(int outside) {
    int from = at;
    Object meaning =
        switch (next()) {
          case '{' -> object(deeper(outside));
          case '[' -> array(deeper(outside));
          case '"' -> string();
          case 't', 'f', 'n' -> new Word(matching(WORD));
          default -> number();
        };
    return new Value(from, at, meaning);
  }

  private static int deeper(int outside) {
    if (outside == DEEPEST) {
      throw new Malformed("too deep");
    }
    return outside + 1;
  }

  private Map<String, Value> object(int depth) {
    Map<String, Value> members = new LinkedHashMap<>();
    expect('{');
    blanks();
    if (next() == '}') {
      at++;
      return members;
    }
    while (true) {
      int from = at;
      String key = string();
      if (at - from - 2 > LONGEST_KEY) {
        throw new Malformed("a key that is too long");
      }
      blanks();
      expect(':');
      blanks();
      members.put(key, value(depth));
      blanks();
      if (next() == '}') {
        at++;
        return members;
      }
      expect(',');
      blanks();
    }
  }

  private List<Value> array(int depth) {
    List<Value> elements = new ArrayList<>();
    expect('[');
    blanks();
    if (next() == ']') {
      at++;
      return elements;
    }
    while (true) {
      elements.add(value(depth));
      blanks();
      if (next() == ']') {
        at++;
        return elements;
      }
      expect(',');
      blanks();
    }
  }

  private String string() {
    expect('"');
    StringBuilder value = new StringBuilder();
    int plain = at;
    while (next() != '"') {
      if (next() < ' ') {
        throw new Malformed("a bare control character");
      }
      if (next() == '\\') {
        value.append(utf8(plain, at));
        at++;
        value.append(escaped());
        plain = at;
      } else {
        at++;
      }
    }
    value.append(utf8(plain, at));
    at++;
    return value.toString();
  }

  private char escaped() {
    char letter = next();
    at++;
    return switch (letter) {
      case '"', '\\', '/' -> letter;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> (char) Integer.parseInt(matching(Pattern.compile("[0-9a-fA-F]{4}")), 16);
      default -> throw new Malformed("an unknown escape");
    };
  }

  private String utf8(int from, int to) {
    byte[] bytes = text.substring(from, to).getBytes(StandardCharsets.ISO_8859_1);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Word number() {
    Word number = new Word(matching(NUMBER));
    if (number.text().length() > LONGEST_NUMBER) {
      throw new Malformed("a number that is too long");
    }
    return number;
  }

  private String matching(Pattern pattern) {
    Matcher matcher = pattern.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new Malformed("not " + pattern);
    }
    at = matcher.end();
    return matcher.group();
  }

  private void blanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private void expect(char wanted) {
    if (next() != wanted) {
      throw new Malformed("no " + wanted);
    }
    at++;
  }

  private char next() {
    if (at >= text.length()) {
      throw new Malformed("too short");
    }
    return text.charAt(at);
  }
}
