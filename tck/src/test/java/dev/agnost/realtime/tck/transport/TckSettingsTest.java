package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.agnost.realtime.transport.TransportCapability;
import dev.agnost.realtime.transport.TransportProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class TckSettingsTest {

  private static final Path REPORTS = Path.of("target", "settings-test");

  /** Offers little. */
  private static final class Modest extends ReferenceProvider {
    @Override
    public Set<TransportCapability> capabilities() {
      return Set.of(TransportCapability.CLOSE_WITHOUT_STATUS, TransportCapability.CONNECTION_LIST);
    }
  }

  /** Runs a few rules only: by the name of the methods in the selectors. */
  static class WaivingTck extends TransportTck {
    @Override
    protected TransportProvider provider() {
      return new Modest();
    }

    @Override
    protected void configure(TckSettings settings) {
      settings
          .reportName("waiving")
          .library("Library 1.2.3")
          .reportDirectory(REPORTS)
          .slowWait(Duration.ZERO)
          .waive("T6.10", "the library | cannot")
          .waive("T2.20", "t2_20_aListOfConnectionOptionsIsAccepted", "compares the whole value");
    }
  }

  @Test
  void waivedAndUndeclaredRulesAreCountedApartInTheReport() throws IOException {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request();
    for (String test :
        List.of(
            "t5_2_demandMustBePositive",
            "t6_10_aCloseWithoutAStatusSendsNone",
            "t2_20_aListOfConnectionOptionsIsAccepted",
            "t2_19_namesKeepTheirCaseAndValuesMayBeLatin1",
            "t7_4_unaskedPongsAreIgnored")) {
      String method =
          WaivingTck.class.getName() + "#" + test + "(" + TransportFixture.class.getName() + ")";
      request.selectors(DiscoverySelectors.selectMethod(method));
    }

    LauncherFactory.create().execute(request.build(), summary);

    assertThat(summary.getSummary().getTestsFailedCount()).isZero();
    assertThat(summary.getSummary().getTestsAbortedCount()).isEqualTo(2);
    String report = Files.readString(REPORTS.resolve("waiving.md"));
    assertThat(report)
        .contains("| Library | Library 1.2.3 |")
        .contains("| Capabilities | CONNECTION_LIST, CLOSE_WITHOUT_STATUS |")
        .contains("| Rules, REQUIRED | 2 passed, 0 failed |")
        .contains("| Rules, CAPABILITY | 0 passed, 1 not offered, 2 waived, 0 failed |")
        .contains("waived (1): the library \\| cannot |")
        .contains("not offered (1): EXACT_HEADERS is not declared, although this test passes |")
        .contains("| T7.4 | REQUIRED | Pings MUST be answered with the same payload; unasked")
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
        .isThrownBy(() -> settings.waive("T6.10", " "))
        .withMessageContaining("needs a reason");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.waive("T6.10", "t5_2_demandSaturates", "reason"))
        .withMessageContaining("T6.10 has no test t5_2_demandSaturates");
  }

  @Test
  void requiredRulesCannotBeWaived() {
    TckSettings settings = new TckSettings();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.waive("T4.2", "the library overtakes"))
        .withMessageContaining("T4.2 is REQUIRED");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.waive("T5.2", "t5_2_demandSaturates", "counts in ints"))
        .withMessageContaining("T5.2 is REQUIRED");
  }

  @Test
  void theTimeoutFactorIsAtLeastOne() {
    assertThatIllegalArgumentException().isThrownBy(() -> new TckSettings().timeoutFactor(0.5));
  }
}
