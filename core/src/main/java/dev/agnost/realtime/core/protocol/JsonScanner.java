package dev.agnost.realtime.core.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Validates JSON strictly by RFC 8259 and finds the ends of values. Never recurses, never throws,
 * allocates nothing; linear in the input. The text must have been checked as UTF-8.
 *
 * <p>Methods take the position to begin at and return the position behind what they read, or {@link
 * #FAILED}; then {@link #problem()} gives the reason.
 */
final class JsonScanner {

  static final int FAILED = -1;

  private static final Frame NOTHING = new Frame();

  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = ONES << 7;
  private static final long SPACES = ONES * ' ';
  private static final long QUOTES = ONES * '"';
  private static final long BACKSLASHES = ONES * '\\';

  private final DecoderLimits limits;

  /** One bit for each open container: set for an object. */
  private final long[] objects;

  private Frame frame = NOTHING;
  private byte[] bytes = NOTHING.bytes;
  private @Nullable Watcher watcher;
  private int lastKeyFrom;
  private int lastKeyTo;
  private String problem = "";

  JsonScanner(DecoderLimits limits) {
    this.limits = limits;
    this.objects = new long[limits.depth() / Long.SIZE + 1];
  }

  /** Receives the structure while it is read. */
  interface Watcher {

    /** An object or array begins. */
    void opened(int from);

    /** A key and its colon were read; the quotes are not within the bounds of the key. */
    void key(int keyFrom, int keyTo, int valueFrom);

    /** The object or array that began last ends. */
    void closed();
  }

  /** Takes the members of one object. */
  interface Members {

    /** The quotes of the key are not within its bounds. */
    void member(int keyFrom, int keyTo, int valueFrom, int valueTo);
  }

  /** Begins with another text. */
  void reset(Frame text, @Nullable Watcher structure) {
    frame = text;
    bytes = text.bytes;
    watcher = structure;
    problem = "";
  }

  /** Lets go of the text. */
  void release() {
    reset(NOTHING, null);
  }

  /** Why the last call failed; never contains a part of the text. */
  String problem() {
    return problem;
  }

  /** One value and blanks, up to the end of the text. */
  int document(int from) {
    int to = value(blanks(from));
    return to == FAILED ? FAILED : finish(to);
  }

  /** Nothing but blanks up to the end of the text. */
  int finish(int at) {
    int to = blanks(at);
    return to == frame.end ? to : fail("text behind the end of the JSON");
  }

  /** The bracket that ends the outermost array, and nothing but blanks behind it. */
  int endOfArray(int at) {
    return bytes[at] == ']' ? finish(at + 1) : fail("neither a comma nor the end of the array");
  }

  /** Any value, without blanks in front. */
  int value(int from) {
    return value(from, 0);
  }

  /** Any value within {@code outside} open containers. */
  private int value(int from, int outside) {
    int depth = outside;
    int at = from;
    while (true) {
      byte first = bytes[at];
      if (first == '{' || first == '[') {
        at = open(at, ++depth);
        if (at != FAILED && !closes(depth, at)) {
          at = firstIn(depth, at);
          if (at != FAILED) {
            continue;
          }
        }
      } else {
        at = scalar(at, first);
        if (at != FAILED && depth > outside) {
          at = blanks(at);
        }
      }
      while (at != FAILED && depth > outside && closes(depth, at)) {
        at = close(at);
        depth--;
        if (depth > outside) {
          at = blanks(at);
        }
      }
      if (at == FAILED || depth == outside) {
        return at;
      }
      at = nextIn(depth, at);
      if (at == FAILED) {
        return FAILED;
      }
    }
  }

  /** An object; its own members are reported one by one. */
  int object(int from, Members members) {
    int at = open(from, 1);
    if (at == FAILED || bytes[at] == '}') {
      return at == FAILED ? FAILED : close(at);
    }
    at = firstIn(1, at);
    while (at != FAILED) {
      int keyFrom = lastKeyFrom;
      int keyTo = lastKeyTo;
      int to = value(at, 1);
      if (to == FAILED) {
        return FAILED;
      }
      members.member(keyFrom, keyTo, at, to);
      at = blanks(to);
      if (bytes[at] == '}') {
        return close(at);
      }
      at = nextIn(1, at);
    }
    return FAILED;
  }

  int blanks(int from) {
    int at = from;
    while (true) {
      byte next = bytes[at];
      if (next > ' ' || (next != ' ' && next != '\n' && next != '\r' && next != '\t')) {
        return at;
      }
      at++;
    }
  }

  /** Notes that an object or array begins; returns where its content does. */
  private int open(int at, int depth) {
    if (depth > limits.depth()) {
      return fail("nested deeper than " + limits.depth() + " levels");
    }
    long bit = 1L << depth;
    if (bytes[at] == '{') {
      objects[depth >> 6] |= bit;
    } else {
      objects[depth >> 6] &= ~bit;
    }
    if (watcher != null) {
      watcher.opened(at);
    }
    return blanks(at + 1);
  }

  private int close(int at) {
    if (watcher != null) {
      watcher.closed();
    }
    return at + 1;
  }

  private boolean isObject(int depth) {
    return (objects[depth >> 6] >>> depth & 1) != 0;
  }

  private boolean closes(int depth, int at) {
    return bytes[at] == (isObject(depth) ? '}' : ']');
  }

  /** Where the first value of an open container begins. */
  private int firstIn(int depth, int at) {
    return isObject(depth) ? key(at) : at;
  }

  /** Where the next value of an open container begins, at the comma in front of it. */
  private int nextIn(int depth, int at) {
    if (bytes[at] != ',') {
      return fail("neither a comma nor the end of an object or array");
    }
    return firstIn(depth, blanks(at + 1));
  }

  /** A key and its colon; returns where the value begins. */
  private int key(int from) {
    if (bytes[from] != '"') {
      return fail("a key that is not a string");
    }
    int to = string(from);
    if (to == FAILED) {
      return FAILED;
    }
    lastKeyFrom = from + 1;
    lastKeyTo = to - 1;
    if (lastKeyTo - lastKeyFrom > limits.nameLength()) {
      return fail("a key longer than " + limits.nameLength() + " bytes");
    }
    int colon = blanks(to);
    if (bytes[colon] != ':') {
      return fail("a key without a colon");
    }
    int valueFrom = blanks(colon + 1);
    if (watcher != null) {
      watcher.key(lastKeyFrom, lastKeyTo, valueFrom);
    }
    return valueFrom;
  }

  private int scalar(int at, byte first) {
    return switch (first) {
      case '"' -> string(at);
      case 't' -> literal(at, TRUE);
      case 'f' -> literal(at, FALSE);
      case 'n' -> literal(at, NULL);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
      default -> fail(at == frame.end ? "the text ends too early" : "no JSON value");
    };
  }

  private int literal(int from, byte[] letters) {
    for (int i = 0; i < letters.length; i++) {
      if (bytes[from + i] != letters[i]) {
        return fail("no JSON value");
      }
    }
    return from + letters.length;
  }

  /** A string; {@code from} is its opening quote. */
  int string(int from) {
    int at = from + 1;
    while (true) {
      at = endOfPlain(at);
      byte end = bytes[at];
      if (end == '"') {
        return at + 1;
      }
      if (end != '\\') {
        return fail(at == frame.end ? "a string without an end" : "a bare control character");
      }
      at = escape(at);
      if (at == FAILED) {
        return FAILED;
      }
    }
  }

  /** The next quote, backslash or control character, of which the zero behind the text is one. */
  private int endOfPlain(int from) {
    int at = from;
    while (true) {
      long word = frame.words.getLong(at);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      // "Determine if a word has a byte less than n", Bit Twiddling Hacks: the lowest hit is exact
      long hits =
          ((word - SPACES & ~word) | (quote - ONES & ~quote) | (backslash - ONES & ~backslash))
              & HIGH_BITS;
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
      at += Long.BYTES;
    }
  }

  private int escape(int at) {
    switch (bytes[at + 1]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
        return at + 2;
      }
      case 'u' -> {
        for (int i = at + 2; i < at + 6; i++) {
          if (JsonText.hexDigit(bytes[i]) < 0) {
            return fail("an escape without four hexadecimal digits");
          }
        }
        return at + 6;
      }
      default -> {
        return fail("an unknown escape");
      }
    }
  }

  private int number(int from) {
    int at = bytes[from] == '-' ? from + 1 : from;
    int to = bytes[at] == '0' ? at + 1 : digits(at);
    if (to != FAILED && bytes[to] == '.') {
      to = digits(to + 1);
    }
    if (to != FAILED && (bytes[to] | 0x20) == 'e') {
      byte sign = bytes[to + 1];
      to = digits(sign == '+' || sign == '-' ? to + 2 : to + 1);
    }
    if (to != FAILED && to - from > limits.numberLength()) {
      return fail("a number longer than " + limits.numberLength() + " characters");
    }
    return to;
  }

  /** One digit at least. */
  private int digits(int from) {
    int at = from;
    while (Digits.isDigit(bytes[at])) {
      at++;
    }
    return at > from ? at : fail("a number without digits");
  }

  private int fail(String why) {
    problem = why;
    return FAILED;
  }
}
