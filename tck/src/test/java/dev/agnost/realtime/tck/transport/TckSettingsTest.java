package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.agnost.realtime.transport.TransportProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class TckSettingsTest {

  private static final Path REPORTS = Path.of("target", "settings-test");

  /** Runs a few rules only: by the name of the methods in the selectors. */
  static class WaivingTck extends TransportTck {
    @Override
    protected TransportProvider provider() {
      return new ReferenceProvider();
    }

    @Override
    protected void configure(TckSettings settings) {
      settings
          .reportName("waiving")
          .library("Library 1.2.3")
          .reportDirectory(REPORTS)
          .slowWait(Duration.ZERO)
          .waive("T7.2", "the library | cannot")
          .waive("T5.2", "t5_2_demandSaturates", "counts in ints");
    }
  }

  @Test
  void waivedAndUndeclaredRulesAreSkippedAndShownInTheReport() throws IOException {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (String test :
        List.of(
            "t5_2_demandMustBePositive",
            "t5_2_demandSaturates",
            "t7_2_aMessageOfExactlyTheLimitIsDelivered",
            "t3_7_textThatIsNotUtf8IsPassedOnOrRefused",
            "t7_4_unaskedPongsAreIgnored")) {
      String method = WaivingTck.class.getName() + "#" + test + "(" + Bench.class.getName() + ")";
      request.selectors(DiscoverySelectors.selectMethod(method));
    }

    LauncherFactory.create().execute(request.build(), summary);

    assertThat(summary.getSummary().getTestsSucceededCount()).isEqualTo(2);
    assertThat(summary.getSummary().getTestsAbortedCount()).isEqualTo(3);
    String report = Files.readString(REPORTS.resolve("waiving.md"));
    assertThat(report)
        .contains("| Library | Library 1.2.3 |")
        .contains("1 of 1 skipped: waived: the library \\| cannot |")
        .contains("1 of 2 skipped: waived: counts in ints |")
        .contains("1 of 1 skipped: optional, and not declared by this transport |")
        .contains("| T7.4 | R | Pings MUST be answered with the same payload; unasked pongs")
        .contains("passed (1)")
        .contains("not testable")
        .contains("not run");
  }

  @Test
  void aWaiverNeedsARuleAndAReason() {
    TckSettings settings = new TckSettings();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.waive("T9.9", "reason"))
        .withMessageContaining("T9.9");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.waive("T4.2", " "))
        .withMessageContaining("needs a reason");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.waive("T4.2", "t5_2_demandSaturates", "reason"))
        .withMessageContaining("T4.2 has no test t5_2_demandSaturates");
  }

  @Test
  void onlyOptionalRulesAreDeclared() {
    TckSettings settings = new TckSettings();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.declare("T4.2"))
        .withMessageContaining("not optional");
    assertThat(settings.declare("T3.7").declares("T3.7")).isTrue();
  }

  @Test
  void theTimeoutFactorIsAtLeastOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TckSettings().timeoutFactor(0.5));
  }
}
