package dev.agnost.realtime.benchmarks.report;

import dev.agnost.realtime.benchmarks.Entry;
import dev.agnost.realtime.benchmarks.Results;
import dev.agnost.realtime.benchmarks.Results.Spread;
import dev.agnost.realtime.benchmarks.server.Payloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page with the tables. */
public final class Report {

  private static final List<String> SIZES =
      Payloads.SIZES.stream().map(size -> size < 1024 ? size + " B" : size / 1024 + " KB").toList();

  private final Results results;
  private final List<String> contestants;
  private final String settings;
  private final Optional<String> node;

  /**
   * A report.
   *
   * @param contestants in the order of the rows
   * @param node the version of Node.js
   */
  public Report(Results results, List<String> contestants, String settings, Optional<String> node) {
    this.results = results;
    this.contestants = List.copyOf(contestants);
    this.settings = settings;
    this.node = node;
  }

  /** Writes {@code performance.md}. */
  public void write(Path docs) throws IOException {
    String page =
        Stream.of(
                introduction(),
                messages("Receive", "receive"),
                messages("Send", "send"),
                echo(),
                connections(),
                fleet())
            .collect(Collectors.joining("\n"));
    Files.writeString(docs.resolve("performance.md"), page);
  }

  private String introduction() {
    return String.format(
        Locale.ROOT,
        """
        # Performance

        Written by `mvn -B -ntp -Pbenchmark -pl benchmarks -am verify -DskipTests`, which measures
        everything anew. Figures belong to one run: compare them with each other, not with those of
        another machine. **%s**, %s, Java %s (%s), Netty %s, Jetty %s, OkHttp %s, Jackson %s%s.

        A load server on one event loop in a process of its own, over loopback; one process for each
        contestant, all in turn and back again: %s. Cells are medians with the lowest and the
        highest in brackets; a ratio is taken within each pass. CPU is the process's by the operating
        system, in microseconds per message; heap is what threads have allocated, in bytes per
        message. A machine that others use as well makes CPU and time noisy; heap is stable.

        `agnost` is this project: over which transport, what the listener does with the payload
        (takes its bytes, binds a Jackson tree, binds a record), and whether it runs on the
        transport's thread (`direct`) or on the default executor. `netty`, `jetty` and `okhttp` alone are the bare WebSocket
        engines without Socket.IO: `raw` counts frames and sends constants, `tree` reads and writes a Jackson
        tree. `netty:raw` leaves out Netty's check of UTF-8, which this project makes itself. socket.io-client-java runs on the same OkHttp.

        ![CPU per message received](images/performance-receive.svg)

        ![CPU per message sent](images/performance-send.svg)
        """,
        LocalDate.now(Clock.systemUTC()),
        Environment.machine(),
        Runtime.version(),
        System.getProperty("java.vm.name"),
        Environment.version("io.netty", "netty-common"),
        Environment.version("org.eclipse.jetty.websocket", "jetty-websocket-core-client"),
        Environment.version("com.squareup.okhttp3", "okhttp-jvm"),
        Environment.version("com.fasterxml.jackson.core", "jackson-databind"),
        node.map(version -> ", Node.js " + version).orElse(""),
        settings);
  }

  private String messages(String title, String metric) {
    List<String> cpu = metrics(metric, "cpu");
    return "## "
        + title
        + "\n\nCPU, microseconds per message:\n\n"
        + table(SIZES, cpu, this::figure)
        + "\nThe same as a multiple of `"
        + Entry.BARE
        + "`:\n\n"
        + table(SIZES, cpu, ratioTo(Entry.BARE))
        + "\nAs a multiple of "
        + Entry.RIVAL
        + ":\n\n"
        + table(SIZES, cpu, ratioTo(Entry.RIVAL))
        + "\nHeap, bytes allocated per message (the values are "
        + Payloads.SIZES.stream()
            .map(size -> String.valueOf(Payloads.json(size).length()))
            .collect(Collectors.joining(", "))
        + " bytes of JSON):\n\n"
        + table(SIZES, metrics(metric, "heap"), this::figure);
  }

  private static List<String> metrics(String metric, String kind) {
    return Payloads.SIZES.stream().map(size -> metric + "." + size + "." + kind).toList();
  }

  private String echo() {
    return "## Echo\n\nOne thousand 100-byte messages a second, each answered by one. Latency counts from when a"
        + " message was due,\nwhich corrects coordinated omission.\n\n"
        + table(
            List.of("p50 us", "p99 us", "p99.9 us", "CPU us"),
            List.of("echo.p50", "echo.p99", "echo.p999", "echo.cpu"),
            this::figure);
  }

  private String connections() {
    return "## Connections\n\nFrom a new client to connected: the first of a process, and the median of 200 in turn while"
        + " another client is open.\nIdle: heap and threads for each of 200 connections.\n\n"
        + table(
            List.of("cold ms", "warm ms", "idle heap bytes", "idle threads"),
            List.of("connect.cold", "connect.warm", "idle.heap", "idle.threads"),
            this::figure);
  }

  private String fleet() {
    return "## Many connections\n\n"
        + "Opened by 16 threads in one process: heap and memory by the operating system for each,"
        + " threads in all. Then\nthe server ends all of them at once, and each comes back after 10"
        + " ms on average: time until all are back, and\nCPU for each. Last, the heap held three"
        + " seconds into a flood of 16 KB messages that a listener takes at one\nmillisecond"
        + " each.\n\n"
        + table(
            List.of(
                "connect all ms",
                "heap bytes",
                "RSS bytes",
                "threads",
                "all back ms",
                "CPU us",
                "slow listener heap bytes"),
            List.of(
                "fleet.connect",
                "fleet.heap",
                "fleet.rss",
                "fleet.threads",
                "fleet.back",
                "fleet.cpu",
                "slow.heap"),
            this::figure);
  }

  private interface Cell {
    Optional<Spread> of(String contestant, String metric);
  }

  private Optional<Spread> figure(String contestant, String metric) {
    return results.of(contestant, metric);
  }

  private Cell ratioTo(String reference) {
    return (contestant, metric) -> results.ratio(contestant, reference, metric);
  }

  private String table(List<String> heads, List<String> metrics, Cell cell) {
    Function<String, String> row =
        contestant ->
            metrics.stream()
                .map(metric -> cell.of(contestant, metric).map(Report::text).orElse(""))
                .collect(Collectors.joining(" | ", "| " + contestant + " | ", " |\n"));
    return "| | "
        + String.join(" | ", heads)
        + " |\n|---|"
        + "---:|".repeat(heads.size())
        + "\n"
        + contestants.stream()
            .filter(name -> metrics.stream().anyMatch(metric -> cell.of(name, metric).isPresent()))
            .map(row)
            .collect(Collectors.joining());
  }

  private static String text(Spread spread) {
    return number(spread.median())
        + (spread.least() == spread.most()
            ? ""
            : " [" + number(spread.least()) + "-" + number(spread.most()) + "]");
  }

  /** Three digits that count. */
  private static String number(double value) {
    String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }
}
