package dev.agnost.realtime.core.protocol;

import java.util.SplittableRandom;

/** Random strings and JSON texts, with a liking for what is odd. */
final class RandomJson {

  private static final String ODD =
      "\"\\/\b\f\n\r\t\u0000\u001e\u007f\u0085\u00e9\u20ac\u2028\ufeff\uffff\ud800\udfff";
  private static final String[] NUMBERS = {
    "0", "-0", "1", "-12", "1.0", "0.5", "1e5", "1E-7", "-3.25e+10", "9007199254740993", "1e400"
  };
  private static final String[] BLANKS = {"", "", "", "", " ", "\n", "\t \r"};

  private RandomJson() {}

  static String text(SplittableRandom random, int longest) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(longest + 1); length > 0; length--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(ODD.charAt(random.nextInt(ODD.length())));
        case 1 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        default -> text.append((char) (' ' + random.nextInt(95)));
      }
    }
    return text.toString();
  }

  static String value(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> "null";
      case 1 -> "true";
      case 2 -> "false";
      case 3 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 4, 5 -> quoted(random);
      case 6, 7 -> object(random, depth - 1);
      default -> array(random, depth - 1);
    };
  }

  private static String object(SplittableRandom random, int depth) {
    StringBuilder json = new StringBuilder("{").append(blank(random));
    for (int i = random.nextInt(5); i > 0; i--) {
      json.append(quoted(random)).append(blank(random)).append(':').append(blank(random));
      json.append(value(random, depth)).append(blank(random)).append(i > 1 ? "," : "");
      json.append(blank(random));
    }
    return json.append('}').toString();
  }

  private static String array(SplittableRandom random, int depth) {
    StringBuilder json = new StringBuilder("[").append(blank(random));
    for (int i = random.nextInt(5); i > 0; i--) {
      json.append(value(random, depth)).append(blank(random)).append(i > 1 ? "," : "");
      json.append(blank(random));
    }
    return json.append(']').toString();
  }

  private static String quoted(SplittableRandom random) {
    String text = text(random, 12);
    return Frames.string(new FrameWriter(16).string(text).finish());
  }

  private static String blank(SplittableRandom random) {
    return BLANKS[random.nextInt(BLANKS.length)];
  }
}
