package dev.agnost.realtime.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class QuickStartTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpNamesOptionsAndExitCodes() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString())
        .contains("--url", "--api-key", "--session", "--transport", "Exit codes:");
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--nonsense,                                    Unknown option: '--nonsense'",
    "--url,                                         '--url'",
    "--url https://host.example/env,                --url needs --api-key",
    "--api-key secret-key,                          belong to --url",
    "--session secret-token,                        belong to --url",
    "--step-timeout 0,                              at least 1",
    "--step-timeout soon,                           soon",
    "--url ftp://host.example/env --api-key k,      AGN-110",
    "--url https://host.example --api-key k,        environment id",
    "--transport nety,                              Did you mean \"netty\"?",
  })
  void badArgumentsAreExplained(String arguments, String explanation) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);

    assertThat(err.toString()).startsWith("error: ").contains(explanation, "See --help.");
    assertThat(err.toString()).doesNotContain("secret", "\tat ");
  }

  @Test
  void clusterThatCannotBeReachedFailsTheStep() {
    // Port 9 of loopback, on which nothing listens.
    int code =
        run(
            Map.of("AGNOST_API_KEY", "secret-key"),
            "--url",
            "http://127.0.0.1:9/env",
            "--step-timeout",
            "4");

    assertThat(code).isEqualTo(1);
    assertThat(out.toString()).contains("onError: AGN-201", "No thread is left.");
    assertThat(err.toString()).contains("FAILED: waited 4 s in vain", "ann is connected");
    assertThat(out.toString() + err).doesNotContain("secret");
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private int run(Map<String, String> variables, String... arguments) {
    CommandLine command = QuickStart.commandLine(variables::get);
    command.setOut(new PrintWriter(out, true));
    command.setErr(new PrintWriter(err, true));
    return command.execute(arguments);
  }
}
