package dev.agnost.realtime.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Locale;

/** The JSON that is sent, an order book with text, integers and decimal fractions. */
public final class Payloads {

  /** The sizes of the JSON value that are measured, in bytes, roughly. */
  public static final List<Integer> SIZES = List.of(100, 1024, 16 * 1024);

  /** How many batches of {@link #batch} messages a burst has. */
  public static final int BURST_BATCHES = 4;

  private static final int BATCH_BYTES = 64 * 1024;

  private Payloads() {}

  /** Returns a JSON object of about this size: at least 60 bytes, then whole orders. */
  public static String json(int size) {
    StringBuilder json =
        new StringBuilder("{\"sequence\":1729,\"symbol\":\"ACME\",\"price\":101.25,\"orders\":[");
    for (int i = 0; json.length() < size - 30; i++) {
      json.append(i == 0 ? "" : ",")
          .append(
              String.format(
                  Locale.ROOT,
                  "{\"id\":%d,\"side\":\"%s\",\"price\":%d.%02d,\"size\":%d}",
                  70_000 + i,
                  i % 2 == 0 ? "buy" : "sell",
                  90 + i % 20,
                  25 + i % 70,
                  100 * (1 + i % 9)));
    }
    return json.append("]}").toString();
  }

  /** Returns the text of the message that the server sends for this value. */
  public static byte[] inbound(String json) {
    return ("42[\"tick\",{\"channel\":\"room\",\"message\":" + json + "}]").getBytes(UTF_8);
  }

  /** Returns how many such messages the server writes at once, some 64 KB. */
  public static int batch(String json) {
    return Math.max(1, BATCH_BYTES / inbound(json).length);
  }

  /** Returns the text of the message that a client sends for this value. */
  public static byte[] outbound(String json) {
    return ("42[\"message\",{\"channel\":\"room\",\"eventName\":\"tick\",\"message\":"
            + json
            + "}]")
        .getBytes(UTF_8);
  }
}
