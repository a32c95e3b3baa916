package dev.agnost.realtime.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.ErrorKind;
import org.junit.jupiter.api.Test;

class ErrorPagesTest {

  private static final ErrorPages PAGES =
      ErrorPages.of(
          """
          # Connecting

          ## AGN-901

          **It failed**: see [there](x.md).

          Do `this`
          and that.

          | code | what to do |
          |---|---|
          | `a`, `b` | ask again |
          | anything else | wait |

          ## AGN-902

          **Other.**
          """);

  @Test
  void sectionIsSplitIntoMeaningAndRemedyWithoutMarkdown() {
    assertThat(PAGES.advice("AGN-901", null))
        .isEqualTo(new Advice("It failed: see there.", "Do this and that."));
  }

  @Test
  void rowOfTheServerCodeIsTheRemedy() {
    assertThat(PAGES.advice("AGN-901", "b").remedy()).isEqualTo("Ask again.");
    assertThat(PAGES.advice("AGN-901", "c").remedy()).isEqualTo("Wait.");
  }

  @Test
  void unknownCodeIsRefused() {
    assertThatThrownBy(() -> PAGES.advice("AGN-999", null)).hasMessageContaining("AGN-999");
  }

  @Test
  void everyKindOfFailureHasMeaningAndRemedy() {
    for (ErrorKind kind : ErrorKind.values()) {
      Advice advice = ErrorPages.load().advice(kind.agnCode(), null);

      assertThat(advice.meaning()).as(kind.agnCode()).isNotBlank();
      assertThat(advice.remedy()).as(kind.agnCode()).isNotBlank();
    }
  }
}
