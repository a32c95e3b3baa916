package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** The kit run on one mutant; started by {@link MutantRun}, never by the build itself. */
class MutantTck extends TransportTck {

  private final Mutant mutant = MutantRun.current();

  @Override
  protected TransportProvider provider() {
    return mutant.provider().get();
  }

  @Override
  protected void configure(TckSettings settings) {
    settings
        .reportName(String.format(Locale.ROOT, "mutant-%02d", mutant.number()))
        .library(mutant.toString())
        .declare("T3.7")
        .declare("T4.11")
        .reportDirectory(Path.of("target", "mutants"))
        .slowWait(Duration.ofMillis(2_500))
        .cycles(40)
        .flood(20_000)
        .sharing(MutantRun.http())
        .inSharedProcess();
  }
}
