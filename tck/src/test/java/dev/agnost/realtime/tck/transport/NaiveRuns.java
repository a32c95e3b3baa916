package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.tck.transport.naive.NaiveProvider;
import dev.agnost.realtime.transport.TransportProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/** Rules of the kit run on the naive adapters, dealt out to runs that go on side by side. */
final class NaiveRuns {

  /** Take half a minute, of which the others need nothing. */
  static final Set<String> SLOW = Set.of("T2.8", "T6.8", "T6.9");

  /** Gather what all tests of a run saw. */
  private static final Set<String> GATHERING = Set.of("T3.1", "T3.2", "T3.4");

  /** The adapters by name. */
  static final Map<String, Supplier<TransportProvider>> ADAPTERS =
      new TreeMap<>(
          Map.of(
              "jetty", NaiveProvider.Jetty::new,
              "netty", NaiveProvider.Netty::new,
              "okhttp", NaiveProvider.OkHttp::new));

  private record Deal(String adapter, Set<String> rules) {}

  private final double timeout;
  private final Map<String, Map<String, List<String>>> failures = new TreeMap<>();
  private final Map<String, Set<String>> ran = new TreeMap<>();

  private NaiveRuns(double timeout) {
    this.timeout = timeout;
  }

  /**
   * Runs rules on each adapter.
   *
   * @param rules by adapter
   * @param deals how many runs of each adapter go on at once
   * @param timeout what deadlines are multiplied with
   */
  static NaiveRuns of(Map<String, Set<String>> rules, int deals, double timeout)
      throws ExecutionException, InterruptedException {
    NaiveRuns runs = new NaiveRuns(timeout);
    List<Deal> all = new ArrayList<>();
    rules.forEach((adapter, its) -> all.addAll(deal(adapter, its, deals)));
    try (HttpPeer http = new HttpPeer()) {
      List<KitRun> kits = ParallelRuns.map(all.size(), all, deal -> runs.run(deal, http));
      for (int i = 0; i < all.size(); i++) {
        runs.add(all.get(i).adapter(), kits.get(i));
      }
    }
    return runs;
  }

  /** The slow rules together; those that gather once, as the others are dealt out like cards. */
  private static List<Deal> deal(String adapter, Set<String> rules, int deals) {
    List<Deal> dealt = new ArrayList<>();
    Set<String> slow = new TreeSet<>(rules);
    slow.retainAll(SLOW);
    dealt.add(new Deal(adapter, slow));
    List<String> quick = rules.stream().filter(rule -> !SLOW.contains(rule)).toList();
    for (int i = 0; i < deals; i++) {
      Set<String> hand = new TreeSet<>();
      for (int card = i; card < quick.size(); card += deals) {
        hand.add(quick.get(card));
      }
      if (rules.containsAll(GATHERING)) {
        hand.addAll(GATHERING);
      }
      dealt.add(new Deal(adapter, hand));
    }
    return dealt.stream().filter(deal -> !deal.rules().isEmpty()).toList();
  }

  private KitRun run(Deal deal, HttpPeer http) {
    Supplier<TransportProvider> provider = ADAPTERS.get(deal.adapter());
    Subject subject =
        new Subject(
            "naive-" + deal.adapter(),
            provider == null ? NaiveProvider.Netty::new : provider,
            settings ->
                settings
                    .timeoutFactor(timeout)
                    .libraryThreads("OkHttp TaskRunner") // of the whole JVM, and daemons
                    .libraryThreads("Okio Watchdog")
                    .reportDirectory(Path.of("target", "naive"))
                    .sharing(http)
                    .inSharedProcess());
    return KitRun.of(subject, deal.rules()::contains);
  }

  private void add(String adapter, KitRun kit) {
    ran.computeIfAbsent(adapter, a -> new TreeSet<>()).addAll(kit.ran());
    Map<String, List<String>> its = failures.computeIfAbsent(adapter, a -> new TreeMap<>());
    kit.failures()
        .forEach(
            (rule, messages) -> its.computeIfAbsent(rule, r -> new ArrayList<>()).addAll(messages));
  }

  /** What the tests of a rule said when they failed on that adapter; nothing if they passed. */
  List<String> failures(String adapter, String rule) {
    return failures.getOrDefault(adapter, Map.of()).getOrDefault(rule, List.of());
  }

  /** Whether the rule's tests ran on that adapter and passed. */
  boolean passed(String adapter, String rule) {
    return ran.getOrDefault(adapter, Set.of()).contains(rule) && failures(adapter, rule).isEmpty();
  }
}
