package dev.agnost.realtime.core.sim.trace;

import org.jspecify.annotations.Nullable;

/**
 * One thing that happened.
 *
 * @param seq its place in the trace, from 0
 * @param t virtual nanoseconds since the run began; never the client's own clock, which may
 *     overflow
 * @param client which client, from 0
 * @param epoch the number of the connection among those of its client, from 1; 0 where the record
 *     is not about one
 * @param kind what it is about
 * @param attrs the particulars
 */
public record TraceRecord(long seq, long t, int client, long epoch, Kind kind, Attrs attrs) {

  /** Whether there is such an attribute. */
  public boolean has(String name) {
    return attrs.get(name) != null;
  }

  /** A text, empty if there is none. */
  public String text(String name) {
    return attrs.get(name) instanceof String text ? text : "";
  }

  /** Whether the attribute is this text. */
  public boolean is(String name, String text) {
    return text.equals(attrs.get(name));
  }

  /** A number, -1 if there is none. */
  public long number(String name) {
    return attrs.get(name) instanceof Long number ? number : -1;
  }

  /** A flag, false if there is none. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(attrs.get(name));
  }

  /** A flag, null if there is none. */
  public @Nullable Boolean optionalFlag(String name) {
    return attrs.get(name) instanceof Boolean flag ? flag : null;
  }

  /** One line. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(80);
    line.append('#').append(seq).append(' ');
    appendSeconds(line);
    line.append(" c").append(client);
    if (epoch != 0) {
      line.append(" e").append(epoch);
    }
    line.append(' ').append(kind);
    return attrs.size() == 0 ? line.toString() : line.append(' ').append(attrs).toString();
  }

  private void appendSeconds(StringBuilder line) {
    String nanos = Long.toString(t % 1_000_000_000L);
    line.append(t / 1_000_000_000L).append('.').append("0".repeat(9 - nanos.length()));
    line.append(nanos).append('s');
  }
}
