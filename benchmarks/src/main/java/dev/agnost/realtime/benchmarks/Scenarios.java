package dev.agnost.realtime.benchmarks;

import dev.agnost.realtime.benchmarks.contestants.Contestant;
import dev.agnost.realtime.benchmarks.contestants.Contestant.Link;
import dev.agnost.realtime.benchmarks.server.Payloads;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
  private static final int IN_FLIGHT_MESSAGES = 5_000; // a client's queue has a limit
  private static final int SENT_PER_TURN = 64;
  private static final long PAUSE_NANOS = 200_000;
  private static final long QUIET_MILLIS = 50;
  private static final int ECHO_BYTES = 100;
  private static final int MOST_PERIODS = 10;
  private static final int CONNECTING_THREADS = 16;
  private static final int FLEET_SECONDS = 120;
  private static final int SLOW_BYTES = 16 * 1024;
  private static final int SLOW_MILLIS = 3000;
  private static final long PAGE_BYTES = 4096;
  private static final Path MEMORY = Path.of("/proc/self/statm"); // Linux only

  private final Contestant contestant;
  private final Control control;
  private final int warmMillis;
  private final int measureMillis;
  private final int fleet;

  /**
   * @param fleet how many connections the scenario of that name opens
   */
  Scenarios(Contestant contestant, Control control, int warmMillis, int measureMillis, int fleet) {
    this.contestant = contestant;
    this.control = control;
    this.warmMillis = warmMillis;
    this.measureMillis = measureMillis;
    this.fleet = fleet;
  }

  void run(String scenario) throws Exception {
    switch (scenario) {
      case "connect" -> connect();
      case "idle" -> idle();
      case "receive" -> receive();
      case "receive-bursts" -> receiveBursts();
      case "send" -> send();
      case "echo" -> echo();
      case "fleet" -> fleet();
      case "slow" -> slow();
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

  /** Many connections, which the server ends all at once: time until all are back. */
  private void fleet() throws Exception {
    Link first = contestant.connect(() -> {});
    long heap = usedHeap();
    long memory = residentBytes();
    Usage connecting = Usage.now();
    ExecutorService threads = Executors.newFixedThreadPool(CONNECTING_THREADS);
    List<Future<Link>> links = new ArrayList<>();
    for (int i = 0; i < fleet; i++) {
      links.add(threads.submit(() -> contestant.connect(() -> {})));
    }
    for (Future<Link> link : links) {
      link.get();
    }
    print("fleet.connect", Usage.now().secondsSince(connecting) * 1e3);
    threads.shutdown();
    print("fleet.heap", (double) (usedHeap() - heap) / fleet);
    print("fleet.rss", (double) (residentBytes() - memory) / fleet);
    print("fleet.threads", ManagementFactory.getThreadMXBean().getThreadCount());
    Usage dropped = Usage.now();
    control.drop();
    boolean gone = false;
    while (!gone || control.accepted() != fleet + 1) {
      gone |= control.accepted() <= fleet;
      Thread.sleep(1);
      if (Usage.now().secondsSince(dropped) > FLEET_SECONDS) {
        throw new IllegalStateException(control.accepted() + " of " + fleet + " are back");
      }
    }
    Usage back = Usage.now();
    print("fleet.back", back.secondsSince(dropped) * 1e3);
    print("fleet.cpu", back.cpuMicrosSince(dropped) / fleet);
    first.close();
    for (Future<Link> link : links) {
      link.get().close();
    }
  }

  private static long residentBytes() throws IOException {
    return Files.isReadable(MEMORY)
        ? Long.parseLong(Files.readString(MEMORY).split(" ", -1)[1]) * PAGE_BYTES
        : 0;
  }

  /** Heap held while a listener takes a millisecond for each message of a flood. */
  private void slow() throws Exception {
    AtomicBoolean slow = new AtomicBoolean(true);
    long heap = usedHeap();
    Link link =
        contestant.connect(
            () -> {
              if (slow.get()) {
                LockSupport.parkNanos(1_000_000);
              }
            });
    control.flood(SLOW_BYTES);
    Thread.sleep(SLOW_MILLIS);
    print("slow.heap", (double) (usedHeap() - heap));
    control.stop();
    slow.set(false);
    link.close();
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

  /** As {@link #receive}, for a client that reads on while its listeners lag without bound. */
  private void receiveBursts() throws Exception {
    MessageCounter messages = new MessageCounter();
    Link link = contestant.connect(messages);
    for (int size : Payloads.SIZES) {
      bursts(size, messages, warmMillis);
      Usage before = Usage.now();
      long counted = messages.count();
      bursts(size, messages, measureMillis);
      print("receive." + size, before, Usage.now(), messages.count() - counted);
    }
    link.close();
  }

  private void bursts(int size, MessageCounter messages, int millis) {
    int burst = Payloads.batch(Payloads.json(size)) * Payloads.BURST_BATCHES;
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    long due = messages.count();
    while (System.nanoTime() < end) {
      due += burst;
      control.burst(size);
      while (messages.count() < due - burst) { // two under way: the client is never idle
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
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
    long window = Math.min(IN_FLIGHT_MESSAGES, Math.max(1, IN_FLIGHT_BYTES / size));
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
    long messages = 0;
    for (int i = 0; messages == 0 && i < MOST_PERIODS; i++) { // of a machine that is busy
      Thread.sleep(measureMillis);
      messages = count.getAsLong() - counted;
    }
    Usage after = Usage.now();
    if (messages == 0) {
      throw new IllegalStateException("no messages in " + metric);
    }
    print(metric, before, after, messages);
  }

  private static void print(String metric, Usage before, Usage after, long messages) {
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
