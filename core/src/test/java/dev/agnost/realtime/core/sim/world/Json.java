package dev.agnost.realtime.core.sim.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A reader of JSON for the simulated server, written apart from the client's so that neither hides
 * the other's mistake. Objects become maps, arrays lists, whole numbers longs.
 */
final class Json {

  /** The text is not JSON. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String text, int at) {
      super("not JSON at " + at + ": " + text);
    }
  }

  private final String text;
  private int at;

  private Json(String text, int from) {
    this.text = text;
    this.at = from;
  }

  /** Reads one value that must reach to the end. */
  static @Nullable Object read(String text, int from) {
    Json json = new Json(text, from);
    Object value = json.value();
    if (json.at != text.length()) {
      throw json.malformed();
    }
    return value;
  }

  private @Nullable Object value() {
    if (at >= text.length()) {
      throw malformed();
    }
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> word("true", true);
      case 'f' -> word("false", false);
      case 'n' -> word("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    at++;
    if (skip('}')) {
      return members;
    }
    do {
      String name = string();
      expect(':');
      members.put(name, value());
    } while (skip(','));
    expect('}');
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>(4);
    at++;
    if (skip(']')) {
      return elements;
    }
    do {
      elements.add(value());
    } while (skip(','));
    expect(']');
    return elements;
  }

  private String string() {
    expect('"');
    int end = at;
    while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '\\') {
      end++;
    }
    if (end < text.length() && text.charAt(end) == '"') { // nothing escaped, as nearly always
      String plain = text.substring(at, end);
      at = end + 1;
      return plain;
    }
    StringBuilder unescaped = new StringBuilder();
    while (at < text.length() && text.charAt(at) != '"') {
      unescaped.append(text.charAt(at) == '\\' ? escape() : text.charAt(at++));
    }
    expect('"');
    return unescaped.toString();
  }

  private char escape() {
    if (at + 1 >= text.length()) {
      throw malformed();
    }
    char kind = text.charAt(at + 1);
    at += 2;
    return switch (kind) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> {
        at += 4;
        yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
      }
      default -> kind;
    };
  }

  private @Nullable Object word(String word, @Nullable Object meaning) {
    if (!text.startsWith(word, at)) {
      throw malformed();
    }
    at += word.length();
    return meaning;
  }

  private Object number() {
    int from = at;
    while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String digits = text.substring(from, at);
    try {
      return digits.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))
          ? (Object) Long.valueOf(digits)
          : (Object) Double.valueOf(digits);
    } catch (NumberFormatException bad) {
      throw malformed();
    }
  }

  private boolean skip(char wanted) {
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!skip(wanted)) {
      throw malformed();
    }
  }

  private Malformed malformed() {
    return new Malformed(text, at);
  }
}
