package dev.agnost.realtime.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SimilarityTest {

  private static final List<String> NAMES = List.of("netty", "jetty", "okhttp");

  @Test
  void aSlipOfTheKeyboardIsRecognised() {
    assertThat(Similarity.closest("nety", NAMES)).contains("netty");
    assertThat(Similarity.closest("jety", NAMES)).contains("jetty");
    assertThat(Similarity.closest("okhtpt", NAMES)).contains("okhttp");
  }

  @Test
  void somethingElseIsNot() {
    assertThat(Similarity.closest("undertow", NAMES)).isEmpty();
    assertThat(Similarity.closest("", NAMES)).isEmpty();
    assertThat(Similarity.closest("netty", List.of())).isEmpty();
  }

  @Test
  void theDistanceIsThatOfLevenshtein() {
    assertThat(Similarity.distance("", "")).isZero();
    assertThat(Similarity.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Similarity.distance("abc", "")).isEqualTo(3);
  }
}
