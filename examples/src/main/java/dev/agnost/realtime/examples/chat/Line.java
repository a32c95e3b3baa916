package dev.agnost.realtime.examples.chat;

/**
 * What somebody says.
 *
 * @param from who
 * @param text what
 */
record Line(String from, String text) {

  @Override
  public String toString() {
    return from + ": " + text;
  }
}
