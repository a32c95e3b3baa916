package dev.agnost.realtime.core.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Small damages. */
final class Mutations {

  private static final String[] TOKENS = {
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "0",
    "-",
    ".",
    "e",
    "1e5",
    "01",
    "true",
    "nul",
    " ",
    "\n",
    "\u0000",
    "\u001f",
    "\u00e9",
    "\ufeff",
    "/",
    "451-",
    "42",
    "{}",
    "[]",
    "{\"_placeholder\":true,\"num\":0}",
    "\"num\":1",
    "'",
    "NaN",
    "//",
    "\u0662"
  };

  private Mutations() {}

  static byte[] damage(byte[] valid, SplittableRandom random) {
    byte[] bytes = valid;
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes = damageOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] damageOnce(byte[] bytes, SplittableRandom random) {
    int at = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, at + random.nextInt(4));
    return switch (random.nextInt(6)) {
      case 0 -> replace(bytes, at, to, new byte[0]);
      case 1 ->
          replace(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt()});
      case 2 -> replace(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      case 3 -> Arrays.copyOf(bytes, at);
      default -> {
        String token = TOKENS[random.nextInt(TOKENS.length)];
        yield replace(
            bytes, at, random.nextBoolean() ? at : to, token.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  private static byte[] replace(byte[] bytes, int from, int to, byte[] by) {
    byte[] result = new byte[bytes.length - (to - from) + by.length];
    System.arraycopy(bytes, 0, result, 0, from);
    System.arraycopy(by, 0, result, from, by.length);
    System.arraycopy(bytes, to, result, from + by.length, bytes.length - to);
    return result;
  }
}
