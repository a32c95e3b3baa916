package dev.agnost.realtime.examples.transports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.examples.transports.Certificate.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificateTest {

  private static final String REPORT =
      """
      # Transport compatibility: any

      | | |
      |---|---|
      | Library | Any 1.0 |
      | Build | 2026-01-01T00:00:00Z |

      | Rule | Strength | Demand | Outcome |
      |---|---|---|---|
      | T1.1 | REQUIRED | A `a \\| b` name. | passed (2); not applicable (1): no proxy |
      | T1.5 | DOCUMENTED | Not tested. | not testable |
      | T2.1 | REQUIRED | Broken. | passed (3); **FAILED** (1) |
      | T2.2 | REQUIRED | Forgotten. | not run |
      | T2.3 | REQUIRED | Unknown to the reader. | ignored (1): Optional.empty |
      | T3.7 | CAPABILITY | Waived. | waived (1): the library cannot |
      | T4.11 | CAPABILITY | Optional. | not offered (1): DRAIN_SIGNAL |
      | T7.10 | ADVICE | Measured. | advice not followed (1): expected 1009 |
      | H1 | REQUIRED | None. | not applicable (3): this transport offers no HTTP |

      ## t2_1_broken
      """;

  @Test
  void readsWhatTheKitWrites() {
    Certificate certificate = Certificate.parse(REPORT);

    assertThat(certificate.build()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(certificate.library()).isEqualTo("Any 1.0");
    assertThat(certificate.outcomes().values())
        .extracting(Certificate.Outcome::verdict)
        .containsExactly(
            Verdict.PASSED,
            Verdict.NOT_TESTABLE,
            Verdict.FAILED,
            Verdict.NOT_RUN,
            Verdict.NOT_RUN,
            Verdict.WAIVED,
            Verdict.NOT_OFFERED,
            Verdict.ADVICE_NOT_FOLLOWED,
            Verdict.NOT_APPLICABLE);
    assertThat(certificate.outcomes())
        .hasEntrySatisfying(
            "T3.7", outcome -> assertThat(outcome.reason()).isEqualTo("the library cannot"));
  }

  @Test
  void whatFailedOrDidNotRunIsWanting() {
    List<String> wanting = Certificate.parse(REPORT).wanting();

    assertThat(wanting).hasSize(3);
    assertThat(wanting.get(0)).startsWith("T2.1 ");
    assertThat(wanting.get(1)).startsWith("T2.2 ");
    assertThat(wanting.get(2)).startsWith("T2.3 ");
  }
}
