package dev.agnost.realtime.systemtests.client;

import dev.agnost.realtime.AgnostClient;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Gathers every text that a client shows to anybody. Thread-safe. */
final class Disclosure {

  private final Queue<String> shown = new ConcurrentLinkedQueue<>();

  /** An object as a log line would show it. */
  void of(Object value) {
    shown.add(value.toString());
  }

  /** An exception with its stack trace, its causes and what it suppressed. */
  void of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    shown.add(text.toString());
  }

  /** What can be seen of a client and its process just now. */
  void now(AgnostClient client) {
    of(client);
    of(client.realtime());
    shown.add(client.diagnostics());
    Thread.getAllStackTraces().keySet().forEach(thread -> shown.add(thread.getName()));
  }

  String text() {
    return String.join("\n", shown);
  }
}
