package dev.agnost.realtime.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Expected outputs. {@code -Dagnost.golden.write=true} writes them anew; the change is then read as
 * any other.
 */
final class Golden {

  private static final Path FOLDER =
      Path.of("src/test/resources/dev/agnost/realtime/doctor/golden");

  private Golden() {}

  /** Checks exit code and output, and that no secret is printed. */
  static void check(String name, Run run, int exitCode) {
    assertThat(run.exitCode()).as(run.out() + run.err()).isEqualTo(exitCode);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).doesNotContain(Run.SECRET);
    Path file = FOLDER.resolve(name + ".txt");
    try {
      if (Boolean.getBoolean("agnost.golden.write")) {
        Files.createDirectories(FOLDER);
        Files.writeString(file, run.out());
      }
      assertThat(run.out()).isEqualTo(Files.readString(file).replace("\r\n", "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
