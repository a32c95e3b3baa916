package dev.agnost.realtime.benchmarks;

import dev.agnost.realtime.benchmarks.contestants.Contestant;
import dev.agnost.realtime.benchmarks.contestants.Contestant.Link;
import dev.agnost.realtime.benchmarks.server.Payloads;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;

/** What is measured of a contestant. */
final class Scenarios {

  private static final int WARM_CONNECTS = 200;
  private static final int IDLE_CONNECTIONS = 200;
  private static final int COLLECTIONS = 4;
  private static final int IN_FLIGHT_BYTES = 4 * 1024 * 1024;
  private static final int SENT_PER_TURN = 64;
  private static final long PAUSE_NANOS = 200_000;
  private static final long QUIET_MILLIS = 50;
  private static final int ECHO_BYTES = 100;

  private final Contestant contestant;
  private final Control control;
  private final int warmMillis;
  private final int measureMillis;

  Scenarios(Contestant contestant, Control control, int warmMillis, int measureMillis) {
    this.contestant = contestant;
    this.control = control;
    this.warmMillis = warmMillis;
    this.measureMillis = measureMillis;
  }

  void run(String scenario) throws Exception {
    switch (scenario) {
      case "connect" -> connect();
      case "idle" -> idle();
      case "receive" -> receive();
      case "send" -> send();
      case "echo" -> echo();
      default -> throw new IllegalArgumentException("unknown scenario: " + scenario);
    }
  }

  /** The first connect of the process, then many in turn beside an open connection. */
  private void connect() throws Exception {
    long cold = System.nanoTime();
    Link open = contestant.connect(() -> {});
    print("connect.cold", (System.nanoTime() - cold) / 1e6);
    Histogram micros = new Histogram(3);
    for (int i = 0; i < WARM_CONNECTS; i++) {
      long start = System.nanoTime();
      Link link = contestant.connect(() -> {});
      micros.recordValue((System.nanoTime() - start) / 1000);
      link.close();
    }
    open.close();
    print("connect.warm", micros.getValueAtPercentile(50) / 1e3);
  }

  /** Heap and threads of connections without traffic. */
  private void idle() throws Exception {
    List<Link> links = new ArrayList<>();
    links.add(contestant.connect(() -> {}));
    long heap = usedHeap();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    for (int i = 0; i < IDLE_CONNECTIONS; i++) {
      links.add(contestant.connect(() -> {}));
    }
    print("idle.heap", (double) (usedHeap() - heap) / IDLE_CONNECTIONS);
    print(
        "idle.threads",
        (double) (ManagementFactory.getThreadMXBean().getThreadCount() - threads)
            / IDLE_CONNECTIONS);
    for (Link link : links) {
      link.close();
    }
  }

  private static long usedHeap() throws InterruptedException {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
      Thread.sleep(QUIET_MILLIS);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private void receive() throws Exception {
    MessageCounter messages = new MessageCounter();
    Link link = contestant.connect(messages);
    for (int size : Payloads.SIZES) {
      control.flood(size);
      measure("receive." + size, messages::count);
      control.stop();
      long last;
      do {
        last = messages.count();
        Thread.sleep(QUIET_MILLIS);
      } while (messages.count() != last);
    }
    link.close();
  }

  private void send() throws Exception {
    Link link = contestant.connect(() -> {});
    for (int size : Payloads.SIZES) {
      AtomicBoolean ends = new AtomicBoolean();
      AtomicReference<Throwable> failure = new AtomicReference<>();
      Runnable sender = link.sender(Payloads.json(size));
      Thread sending = new Thread(() -> sendAll(sender, size, ends), "sender");
      sending.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
      sending.start();
      measure("send." + size, control::received);
      ends.set(true);
      sending.join();
      if (failure.get() != null) {
        throw new IllegalStateException("sending failed", failure.get());
      }
    }
    link.close();
  }

  /** Sends with so many bytes under way, until told to end; then waits until all have arrived. */
  private void sendAll(Runnable sender, int size, AtomicBoolean ends) {
    long window = Math.max(1, IN_FLIGHT_BYTES / size);
    long start = control.received();
    long sent = 0;
    while (!ends.get()) {
      long most = Math.min(SENT_PER_TURN, window - (sent - (control.received() - start)));
      for (int i = 0; i < most; i++) {
        sender.run();
        sent++;
      }
      if (most <= 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
    while (control.received() - start < sent) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private void measure(String metric, LongSupplier count) throws InterruptedException {
    Thread.sleep(warmMillis);
    Usage before = Usage.now();
    long counted = count.getAsLong();
    Thread.sleep(measureMillis);
    Usage after = Usage.now();
    long messages = count.getAsLong() - counted;
    if (messages == 0) {
      throw new IllegalStateException("no messages in " + metric);
    }
    print(metric + ".cpu", after.cpuMicrosSince(before) / messages);
    print(metric + ".heap", (double) after.bytesSince(before) / messages);
    print(metric + ".rate", messages / after.secondsSince(before));
  }

  /** A thousand messages a second, each answered by one. */
  private void echo() throws Exception {
    EchoClock clock = new EchoClock(warmMillis, measureMillis * 2);
    Link link = contestant.connect(clock);
    control.echo(ECHO_BYTES);
    AtomicReference<Usage> before = new AtomicReference<>();
    Histogram nanos =
        clock.send(link.sender(Payloads.json(ECHO_BYTES)), () -> before.set(Usage.now()));
    Usage after = Usage.now();
    control.stop();
    link.close();
    print(
        "echo.cpu",
        after.cpuMicrosSince(Objects.requireNonNull(before.get())) / nanos.getTotalCount());
    print("echo.p50", nanos.getValueAtPercentile(50) / 1e3);
    print("echo.p99", nanos.getValueAtPercentile(99) / 1e3);
    print("echo.p999", nanos.getValueAtPercentile(99.9) / 1e3);
  }

  private static void print(String metric, double value) {
    System.out.println(String.format(Locale.ROOT, "RESULT %s %.3f", metric, value));
  }
}
