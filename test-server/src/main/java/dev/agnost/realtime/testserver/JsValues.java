package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What JavaScript makes of parsed JSON where it needs another type. */
final class JsValues {
  private JsValues() {}

  /** ECMA-262, "ToBoolean". */
  static boolean isTruthy(@Nullable Object value) {
    return !(value == null
        || value.equals(false)
        || value.equals("")
        || (value instanceof Double number && (number == 0 || number.isNaN())));
  }

  /**
   * ECMA-262, "ToString".
   *
   * @throws NotAStringException if JavaScript throws a TypeError
   */
  static String toText(@Nullable Object value) throws NotAStringException {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Map<?, ?> map) {
      if (map.containsKey("toString")) {
        throw new NotAStringException();
      }
      return "[object Object]";
    }
    if (value instanceof List<?> list) {
      StringBuilder joined = new StringBuilder();
      String separator = "";
      for (Object element : list) {
        joined.append(separator).append(element == null ? "" : toText(element));
        separator = ",";
      }
      return joined.toString();
    }
    return Json.write(value);
  }

  /** A value without a text, such as {@code {"toString":1}}. */
  static final class NotAStringException extends Exception {
    private static final long serialVersionUID = 1L;

    NotAStringException() {
      super("Cannot convert object to primitive value");
    }
  }
}
