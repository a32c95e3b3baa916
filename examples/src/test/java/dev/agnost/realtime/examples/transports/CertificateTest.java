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

      | Rule | | Demand | Outcome |
      |---|---|---|---|
      | T1.1 | R | A `a \\| b` name. | passed (2) |
      | T1.5 | D | Not tested. | not testable |
      | T2.1 | R | Broken. | **FAILED** |
      | T2.2 | R | Forgotten. | not run |
      | T2.3 | R | Left out. | 1 of 2 skipped: disabled: Optional.empty |
      | T3.7 | O | Waived. | 1 of 1 skipped: waived: the library cannot |
      | T4.11 | O | Optional. | 1 of 1 skipped: optional, and not declared by this transport |
      | H1 | R | None. | 3 of 3 skipped: not applicable: this transport offers no HTTP |

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
            Verdict.NOT_OFFERED);
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
