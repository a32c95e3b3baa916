package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.core.protocol.SafeText;
import java.lang.reflect.Type;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Explains what did not fit and where, with at most 100 characters of the payload. */
final class PayloadFailures {

  private static final int LONGEST_DETAIL = 100;
  private static final int LONGEST_OWN_DETAIL = 300;
  private static final int LONGEST_PATH = 100;
  private static final int DEEPEST_CAUSE = 20;

  private PayloadFailures() {}

  /** The value is the application's own, so the cause may be kept whole. */
  static PayloadException notEncodable(@Nullable Object value, Exception failure) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < DEEPEST_CAUSE; t = t.getCause(), depth++) {
      if (t instanceof MessageTooLargeException large) {
        return PayloadException.notEncodable(
            typeOf(value) + " cannot be sent: " + large.getMessage(), large);
      }
    }
    return PayloadException.notEncodable(
        typeOf(value)
            + " cannot be sent"
            + at(failure)
            + ": "
            + reason(failure, LONGEST_OWN_DETAIL),
        failure);
  }

  /**
   * The value is a stranger's: Jackson's exceptions quote it at length and are left out; what the
   * application's own code threw is kept.
   */
  static PayloadException notDecodable(Type type, Exception failure) {
    return PayloadException.notDecodable(
        "the payload does not fit " + nameOf(type) + at(failure) + ": " + whyNot(type, failure),
        ownCause(failure));
  }

  /** As {@code Type.getTypeName()}, which Android has since API 28. */
  static String nameOf(Type type) {
    return type instanceof Class<?> c ? c.getTypeName() : type.toString();
  }

  private static String whyNot(Type type, Exception failure) {
    return type instanceof Class<?> target && ForeignTypes.isTree(target)
        ? "it is the tree of another library; " + ForeignTargets.REMEDY
        : reason(failure, LONGEST_DETAIL);
  }

  static String typeOf(@Nullable Object value) {
    return value == null ? "null" : value.getClass().getTypeName();
  }

  private static final Pattern CLOSED_PACKAGE =
      Pattern.compile("does not \"(?:opens|exports) ([\\w.]+)\" to");

  private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\.");

  /** Jackson wraps the error of the module system, and its text is too long to be shown whole. */
  private static @Nullable String closedPackage(Throwable failure) {
    int depth = 0;
    for (Throwable t = failure; t != null && depth < DEEPEST_CAUSE; t = t.getCause(), depth++) {
      Matcher closed = CLOSED_PACKAGE.matcher(String.valueOf(t.getMessage()));
      if (closed.find()) {
        if (JDK.matcher(closed.group(1)).lookingAt()) {
          return "it is a class of the JDK without a JSON form; use its content";
        }
        return "its package is closed; add \"opens "
            + closed.group(1)
            + " to com.fasterxml.jackson.databind\" to the module descriptor";
      }
    }
    return null;
  }

  private static String reason(Exception failure, int longest) {
    String closed = closedPackage(failure);
    if (closed != null) {
      return closed;
    }
    String message =
        failure instanceof JacksonException jackson
            ? jackson.getOriginalMessage()
            : failure.toString();
    return SafeText.of(String.valueOf(message), longest);
  }

  private static @Nullable Throwable ownCause(Exception failure) {
    return failure instanceof JsonMappingException mapping
            && !(mapping instanceof InvalidFormatException)
            && !(mapping.getCause() instanceof JacksonException)
        ? mapping.getCause()
        : null;
  }

  /** Where in the value, such as {@code at items[3].name}. */
  private static String at(Exception failure) {
    if (!(failure instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    return " at " + SafeText.of(path(mapping.getPath()), LONGEST_PATH);
  }

  private static String path(List<Reference> references) {
    StringBuilder path = new StringBuilder();
    for (Reference reference : references) {
      String field = reference.getFieldName();
      if (field != null) {
        path.append(path.length() == 0 ? "" : ".").append(field);
      } else if (reference.getIndex() >= 0) {
        path.append('[').append(reference.getIndex()).append(']');
      }
      if (path.length() > LONGEST_PATH) {
        break;
      }
    }
    return path.toString();
  }
}
