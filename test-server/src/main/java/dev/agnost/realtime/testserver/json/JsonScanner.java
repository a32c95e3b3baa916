package dev.agnost.realtime.testserver.json;

/** Walks over strict JSON text without building anything; any depth, no recursion. */
final class JsonScanner {
  private final String text;
  private int position;

  JsonScanner(String text) {
    this.text = text;
  }

  int position() {
    return position;
  }

  /** The next character that is not blank, not consumed; NUL at the end. */
  char peek() {
    while (position < text.length() && isBlank(text.charAt(position))) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : '\0';
  }

  /** Consumes {@code wanted} if it comes next. */
  boolean take(char wanted) {
    if (peek() != wanted || position == text.length()) {
      return false;
    }
    position++;
    return true;
  }

  void expect(char wanted) {
    if (!take(wanted)) {
      throw expected("'" + wanted + "'");
    }
  }

  void expectEnd() {
    peek();
    if (position != text.length()) {
      throw expected("the end");
    }
  }

  JsonSyntaxException expected(String what) {
    return new JsonSyntaxException(what, position, text);
  }

  /** Consumes one value of any kind and returns it as it is written, without blanks around it. */
  String rawValue() {
    peek();
    int start = position;
    StringBuilder closers = new StringBuilder();
    do {
      scalarOrOpen(closers);
    } while (!endOfValue(closers));
    return text.substring(start, position);
  }

  /** Consumes a string and returns what it means. */
  String string() {
    peek();
    int start = position;
    skipString();
    String inner = text.substring(start + 1, position - 1);
    return inner.indexOf('\\') < 0 ? inner : unescape(inner);
  }

  /** Consumes a scalar or an empty container; opens a container that is not empty. */
  private void scalarOrOpen(StringBuilder closers) {
    while (true) {
      char first = peek();
      if (first != '{' && first != '[') {
        skipScalar(first);
        return;
      }
      position++;
      char closer = first == '{' ? '}' : ']';
      if (take(closer)) {
        return;
      }
      closers.append(closer);
      if (closer == '}') {
        skipKey();
      }
    }
  }

  /** Consumes what follows a value: closers, or a comma; true when the outermost value is over. */
  private boolean endOfValue(StringBuilder closers) {
    while (!closers.isEmpty()) {
      char closer = closers.charAt(closers.length() - 1);
      if (take(',')) {
        if (closer == '}') {
          skipKey();
        }
        return false;
      }
      expect(closer);
      closers.setLength(closers.length() - 1);
    }
    return true;
  }

  private void skipKey() {
    peek();
    skipString();
    expect(':');
  }

  private void skipScalar(char first) {
    switch (first) {
      case '"' -> skipString();
      case 't' -> skipLiteral("true");
      case 'f' -> skipLiteral("false");
      case 'n' -> skipLiteral("null");
      default -> skipNumber();
    }
  }

  private void skipLiteral(String literal) {
    if (!text.startsWith(literal, position)) {
      throw expected(literal);
    }
    position += literal.length();
  }

  private void skipNumber() {
    takeHere('-');
    if (!takeHere('0')) {
      skipDigits();
    }
    if (takeHere('.')) {
      skipDigits();
    }
    if (takeHere('e') || takeHere('E')) {
      if (!takeHere('+')) {
        takeHere('-');
      }
      skipDigits();
    }
  }

  private void skipDigits() {
    int start = position;
    while (position < text.length() && isDigit(text.charAt(position))) {
      position++;
    }
    if (position == start) {
      throw expected("a value");
    }
  }

  private boolean takeHere(char wanted) {
    if (position < text.length() && text.charAt(position) == wanted) {
      position++;
      return true;
    }
    return false;
  }

  private void skipString() {
    if (!takeHere('"')) {
      throw expected("a string");
    }
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c < ' ') {
        throw expected("no control character");
      }
      position++;
      if (c == '"') {
        return;
      }
      if (c == '\\') {
        skipEscape();
      }
    }
    throw expected("the end of the string");
  }

  private void skipEscape() {
    char c = position < text.length() ? text.charAt(position) : '\0';
    if (c == 'u') {
      for (int i = 1; i <= 4; i++) {
        if (position + i >= text.length() || Character.digit(text.charAt(position + i), 16) < 0) {
          throw expected("four hexadecimal digits");
        }
      }
      position += 5;
    } else if ("\"\\/bfnrt".indexOf(c) >= 0) {
      position++;
    } else {
      throw expected("an escape");
    }
  }

  private static String unescape(String inner) {
    StringBuilder out = new StringBuilder(inner.length());
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char kind = inner.charAt(++i);
      if (kind == 'u') {
        out.append((char) Integer.parseInt(inner.substring(i + 1, i + 5), 16));
        i += 4;
      } else {
        out.append(meaning(kind));
      }
    }
    return out.toString();
  }

  private static char meaning(char kind) {
    return switch (kind) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> kind;
    };
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
