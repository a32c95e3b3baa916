package dev.agnost.realtime.tck.transport;

import java.util.concurrent.atomic.AtomicReference;

/** The first thing that went wrong on a thread other than the test's. Thread-safe. */
final class FirstFailure {

  private final AtomicReference<String> first = new AtomicReference<>();

  void report(String what) {
    first.compareAndSet(null, what);
  }

  /** Fails on the test's thread if anything was reported. */
  void expectNone(String expected) {
    String what = first.get();
    Mismatch.unless(what == null, expected, what);
  }
}
