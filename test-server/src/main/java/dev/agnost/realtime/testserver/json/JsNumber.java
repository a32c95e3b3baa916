package dev.agnost.realtime.testserver.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Numbers as JavaScript prints them (ECMA-262, "Number::toString"). */
final class JsNumber {
  private static final int MAX_DIGITS = 17; // enough for every double
  private static final int COMMON_DIGITS = 15; // every decimal so short survives a double
  private static final long SAFE_INTEGER = 1L << 53;

  private JsNumber() {}

  /** The text that {@code JSON.stringify} prints: {@code null} where the value is not finite. */
  static String print(double value) {
    if (!Double.isFinite(value)) {
      return "null";
    }
    if (value == Math.rint(value) && Math.abs(value) < SAFE_INTEGER) {
      return Long.toString((long) value); // -0 becomes 0
    }
    BigDecimal shortest = shortest(Math.abs(value)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    return (value < 0 ? "-" : "") + print(digits, point);
  }

  /** The value after 64 bits of MessagePack. */
  static double packed(double value) {
    boolean fits = value >= -0x1p63 && value < 0x1p64;
    if (fits || !Double.isFinite(value)) {
      return value;
    }
    BigInteger bits = new BigDecimal(value).toBigInteger();
    long lowest = bits.longValue();
    return value > 0 ? new BigInteger(Long.toUnsignedString(lowest)).doubleValue() : lowest;
  }

  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    int precision = value < Double.MIN_NORMAL ? 1 : COMMON_DIGITS;
    while (precision < MAX_DIGITS) {
      BigDecimal rounded = exact.round(new MathContext(precision));
      if (rounded.doubleValue() == value) {
        return rounded;
      }
      precision++;
    }
    return exact.round(new MathContext(MAX_DIGITS));
  }

  /**
   * @param point where the decimal point is, counted from the first digit
   */
  private static String print(String digits, int point) {
    int count = digits.length();
    if (count <= point && point <= 21) {
      return digits + "0".repeat(point - count);
    }
    if (0 < point && point <= 21) {
      return digits.substring(0, point) + "." + digits.substring(point);
    }
    if (-6 < point && point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    String mantissa = count == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return mantissa + "e" + (point > 0 ? "+" : "-") + Math.abs(point - 1);
  }
}
