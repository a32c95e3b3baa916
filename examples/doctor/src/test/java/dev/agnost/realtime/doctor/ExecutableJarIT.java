package dev.agnost.realtime.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar as it is published; the build runs this after it has been packed. */
class ExecutableJarIT {

  @ParameterizedTest
  @ValueSource(strings = {"netty", "jetty", "okhttp"})
  void examinesAServerWithEachTransport(String transport) throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-jar",
              System.getProperty("agnost.doctor.jar"),
              "--url",
              server.baseUrl("env-open"),
              "--transport",
              transport);
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("AGNOST_API_KEY", "key-good");
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains("by " + transport, "All steps passed.");
    }
  }
}
