package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.systemtests.node.RequiresNode;
import dev.agnost.realtime.transport.TransportProvider;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.opentest4j.AssertionFailedError;

/**
 * Fifty clients on one transport, the Socket.IO release that the platform runs, and between them a
 * network that cuts, resets, stalls, slices, delays and turns away connections while the server
 * dies and comes back. Subclasses name the provider:
 *
 * <pre>{@code
 * class MyNemesisIT extends NemesisTck {
 *   @Override
 *   protected TransportProvider provider() {
 *     return new MyTransportProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>What clients report to their applications is compared with what the server received: each
 * message has one outcome and arrives at most once and in order, connections and losses alternate,
 * attempts are counted without a gap, listeners run where they should and one at a time. When the
 * network is healed, all clients are connected and in the channels that they joined last; when all
 * is closed, nothing is left. The page {@code Nemesis.md} beside this class has the list.
 *
 * <p>The system property {@code agnost.nemesis.seconds} is how long faults come; {@code
 * agnost.nemesis.seed} chooses them, as far as threads allow, and is a number or {@code fresh}. The
 * counts go to {@code target/nemesis/<name>.md}.
 *
 * <p>Needs {@code agnost-realtime-core} at run time and Node.js. Nothing else may happen in the
 * process meanwhile, because threads and descriptors are counted for the whole of it.
 */
@RequiresNode
@Execution(ExecutionMode.SAME_THREAD)
public abstract class NemesisTck {

  private static final long DEFAULT_SECONDS = 4;
  private static final String DEFAULT_SEED = "1";

  /** For subclasses. */
  protected NemesisTck() {}

  /** The provider under test. */
  protected abstract TransportProvider provider();

  /**
   * How the names of threads begin that the library keeps for the life of the JVM, or until the
   * collector comes: none. If there are some, the collector runs before anything is counted.
   */
  protected Set<String> libraryThreads() {
    return Set.of();
  }

  @Test
  final void fiftyClientsComeThroughABrokenNetwork() throws InterruptedException {
    String chosen = System.getProperty("agnost.nemesis.seed", DEFAULT_SEED);
    long seed = chosen.equals("fresh") ? System.nanoTime() : Long.parseLong(chosen);
    Duration time = Duration.ofSeconds(Long.getLong("agnost.nemesis.seconds", DEFAULT_SECONDS));
    NemesisRun ordeal = new NemesisRun(provider(), libraryThreads(), seed, time);
    // A thread of JUnit's pool would have the pool start one more whenever it waits for a future.
    FutureTask<NemesisReport> task = new FutureTask<>(ordeal::run);
    Thread thread = new Thread(task, "tck-nemesis");
    thread.setDaemon(true);
    thread.start();
    try {
      task.get().write();
    } catch (ExecutionException e) {
      throw new AssertionFailedError("seed " + seed + ": " + e.getCause(), e.getCause());
    }
  }
}
