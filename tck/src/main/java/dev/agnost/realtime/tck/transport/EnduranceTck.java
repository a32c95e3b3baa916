package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What a transport endures, alone and under a client: much data for a slow listener, hostile peers,
 * and a crowd of clients. Extend it, say which provider, done:
 *
 * <pre>{@code
 * class MyEnduranceIT extends EnduranceTck {
 *   @Override
 *   protected TransportProvider provider() {
 *     return new MyTransportProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>The page {@code EnduranceRules.md} beside this class has the rules. An ordinary run pushes 128
 * MiB and attacks for 8 seconds; the system properties {@code agnost.tck.endurance.megabytes} and
 * {@code agnost.tck.endurance.seconds} say otherwise. What was measured goes to {@code
 * target/endurance/<name>.md}.
 *
 * <p>Needs {@code agnost-realtime-core} at run time. Tests run one after another, in a process in
 * which nothing else happens, because threads, descriptors and heap are counted for the whole of
 * it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class EnduranceTck {

  private final TckSettings settings = new TckSettings();
  private final EnduranceReport report = new EnduranceReport();
  private TckRun run;

  /** For subclasses. */
  protected EnduranceTck() {}

  /** The provider under test. */
  protected abstract TransportProvider provider();

  /** States threads that belong to the library, and how slow the transport is. Called once. */
  protected void configure(TckSettings settings) {}

  @BeforeAll
  final void begin() {
    configure(settings);
    run = new TckRun(settings, this::provider);
  }

  @AfterAll
  final void end() {
    run.close();
    report.write(settings.reportNameOr(provider().name()));
  }

  @Test
  @DisplayName("E1 Without demand a transport MUST stop reading, however much the peer has to send")
  final void e1_aSlowListenerOfTheTransportBoundsMemory() {
    endure("E1", new SlowListener(settings.enduranceBytes())::endure);
  }

  @Test
  @DisplayName("E2 A client whose listener is stuck MUST stop reading, and lose nothing")
  final void e2_aSlowListenerOfTheClientBoundsMemory() {
    endure("E2", new SlowClient(settings.enduranceBytes())::endure);
  }

  @Test
  @DisplayName("E3 Hostile peers MUST neither exhaust a transport nor keep it from connecting")
  final void e3_hostilePeersLeaveTheTransportAtWork() {
    endure("E3", new HostilePeers(settings.enduranceTime())::endure);
  }

  @Test
  @DisplayName("E4 200 clients on one transport MUST all connect, each with an id of its own")
  final void e4_twoHundredClientsOnOneTransportConnect() {
    endure("E4", new ManyClients(200)::endure);
  }

  private void endure(String rule, EnduranceReport.Trial trial) {
    report.run(rule, run, trial);
  }
}
