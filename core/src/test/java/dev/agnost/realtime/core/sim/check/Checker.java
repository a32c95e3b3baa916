package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.Trace;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * Reads a whole trace and returns the invariants that do not hold. Takes time in proportion to it.
 */
public final class Checker {

  private static final int MOST_COMPARED = 64;

  private Checker() {}

  /** Judges a trace in which all clients are set up alike. */
  public static List<Breach> check(Trace trace, RunFacts facts) {
    return check(trace, client -> facts);
  }

  /**
   * Judges a trace.
   *
   * @param factsOf the facts for the client of this number
   * @return the breaches, those of one client and invariant limited to a few; empty if all is well
   */
  public static List<Breach> check(Trace trace, IntFunction<RunFacts> factsOf) {
    Map<Integer, ClientChecker> clients = new TreeMap<>();
    Findings findings = new Findings();
    for (TraceRecord rec : trace.records()) {
      ClientChecker own =
          clients.computeIfAbsent(
              rec.client(), client -> new ClientChecker(factsOf.apply(client), findings));
      if (rec.kind() == Kind.RUN && !rec.is("phase", "asleep")) {
        clients.values().forEach(each -> each.see(rec));
      } else {
        own.see(rec);
      }
    }
    clients.values().forEach(ClientChecker::end);
    compareJitter(clients.values(), findings);
    return findings.all();
  }

  private static void compareJitter(Collection<ClientChecker> clients, Findings findings) {
    List<List<Double>> draws = new ArrayList<>();
    for (ClientChecker each : clients) {
      if (draws.size() < MOST_COMPARED) {
        draws.add(each.draws());
      }
    }
    for (int one = 0; one < draws.size(); one++) {
      for (int other = 0; other < one; other++) {
        if (Spread.alike(draws.get(one), draws.get(other))) {
          findings.breach("I21", "two clients draw the same waits");
          return;
        }
      }
    }
  }
}
