package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Resources held, logs and secrets: I55, I56, I58, I59, I61, I62. */
final class ResourceInvariants implements Invariants {

  private static final long MINUTE = 60_000_000_000L;

  private final ClientView view;
  private final RunFacts facts;
  private final Findings findings;
  private final Map<String, Long> baseline = new HashMap<>();
  private final Map<String, Long> latest = new HashMap<>();
  private final Deque<Long> warnings = new ArrayDeque<>(); // of the last minute without connection

  ResourceInvariants(ClientView view, RunFacts facts, Findings findings) {
    this.view = view;
    this.facts = facts;
    this.findings = findings;
  }

  @Override
  public void see(TraceRecord rec) {
    switch (rec.kind()) {
      case RES -> gauge(rec);
      case LOG -> {
        secret(rec, "text");
        warned(rec);
      }
      case EVT_ERROR -> {
        secret(rec, "code");
        secret(rec, "text");
      }
      case API_RETURN -> secret(rec, "failed");
      case API_DONE -> secret(rec, "cause");
      case API_CALL, CB_BEGIN -> secret(rec, "thread");
      default -> {}
    }
  }

  private void gauge(TraceRecord rec) {
    String what = rec.text("what");
    long value = rec.number("value");
    switch (what) {
      case "retained" -> {
        if (value > facts.bounds().retainedBytes()) {
          findings.breach("I55", value + " bytes held; at most " + facts.bounds().retainedBytes());
        }
      }
      case "threads", "descriptors" -> {
        baseline.putIfAbsent(what, value);
        latest.put(what, value);
      }
      case "blocking" -> {
        if (facts.ioThreads().contains(rec.text("thread"))) {
          findings.breach("I58", "a blocking call on " + rec.text("thread"));
        }
      }
      case "loaders" -> {
        if (value > 0) {
          findings.breach("I59", "a class loader is held after close");
        }
      }
      default -> {}
    }
  }

  private void secret(TraceRecord rec, String name) {
    if (facts.canaries().isEmpty()) {
      return;
    }
    String text = rec.text(name);
    for (String each : facts.canaries()) {
      if (text.contains(each)) {
        findings.breach("I61", "a secret in " + name + " of " + rec.kind());
      }
    }
  }

  private void warned(TraceRecord rec) {
    if (view.state.equals("CONNECTED")) {
      warnings.clear();
    }
    if (!rec.is("level", "WARN")) {
      return;
    }
    warnings.add(rec.t());
    while (rec.t() - warnings.element() > MINUTE) {
      warnings.remove();
    }
    if (warnings.size() > facts.bounds().warningsPerMinute()) {
      findings.breach("I62", warnings.size() + " warnings in a minute of one outage");
    }
  }

  @Override
  public void end() {
    baseline.forEach(
        (what, before) -> {
          long after = latest.getOrDefault(what, before);
          if (after > before) {
            findings.breach("I56", what + " grew from " + before + " to " + after);
          }
        });
  }
}
