package dev.agnost.realtime.core.protocol;

/** Decimal numbers of any length, which stop growing at the largest {@code long}. */
final class Digits {

  private Digits() {}

  /** ASCII only: {@code Character.isDigit} accepts hundreds of others. */
  static boolean isDigit(byte value) {
    return value >= '0' && value <= '9';
  }

  /** The number with one more digit behind it. */
  static long append(long number, byte digit) {
    int value = digit - '0';
    return number > (Long.MAX_VALUE - value) / 10 ? Long.MAX_VALUE : number * 10 + value;
  }
}
