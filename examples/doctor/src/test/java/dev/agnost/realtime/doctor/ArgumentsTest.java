package dev.agnost.realtime.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  private static final String URL = "https://127.0.0.1:1/env-a";

  @Test
  void missingKeyNamesTheVariable() {
    Run run = Run.of(Map.of(), "--url", URL);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("AGNOST_API_KEY");
  }

  @Test
  void badUrlIsExplainedByTheClient() {
    Run run = Run.of("--url", "https://127.0.0.1/");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("AGN-110");
  }

  @Test
  void unknownTransportIsExplainedByTheClient() {
    Run run = Run.of("--url", URL, "--transport", "carrier-pigeon");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("AGN-104", "netty", "jetty", "okhttp");
  }

  @Test
  void mistypedOptionDoesNotPrintItsValue() {
    assertThat(Run.of("--url", URL, "--api-kye", Run.SECRET).err())
        .contains("--api-kye")
        .doesNotContain(Run.SECRET);
    assertThat(Run.of("--url", URL, "--api-kye=" + Run.SECRET).err())
        .contains("--api-kye")
        .doesNotContain(Run.SECRET);
  }

  @Test
  void proxyIsChecked() {
    assertThat(Run.of("--url", URL, "--proxy", "ftp://127.0.0.1:1").err()).contains("socks5://");
    assertThat(Run.of("--url", URL, "--proxy", "http://ann:secret@127.0.0.1:1").err())
        .contains("--proxy must be")
        .doesNotContain("secret");
  }

  @Test
  void helpListsTheExitCodes() {
    Run run = Run.of("--help");

    assertThat(run.exitCode()).isZero();
    for (Step step : Step.values()) {
      assertThat(run.out()).contains(" " + step.exitCode() + " ");
    }
  }
}
