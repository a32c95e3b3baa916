package com.example.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The application in each form in which it can be shipped, with each transport. */
class PackagingIT {

  private static final Path TARGET = Path.of(System.getProperty("packaging.target"));

  private static final String MAIN = "com.example.chat.Chat";

  private static final String MODULE = "com.example.chat/" + MAIN;

  static Stream<Arguments> forms() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String modules = TARGET.resolve("classes") + File.pathSeparator + TARGET.resolve("modules");
    String libraries = TARGET.resolve("classes") + File.pathSeparator + TARGET.resolve("modules/*");
    Map<String, List<String>> commands =
        Map.of(
            "module path", List.of(java, "-p", modules, "-m", MODULE),
            "uber jar", List.of(java, "-cp", TARGET.resolve("chat-all.jar").toString(), MAIN),
            "image with all services", List.of(javaOf("image-all"), "-m", MODULE),
            "image with named services", List.of(javaOf("image"), "-m", MODULE),
            "class path on a small JDK", List.of(javaOf("jdk"), "-cp", libraries, MAIN));
    return commands.entrySet().stream()
        .flatMap(
            form ->
                Stream.of("netty", "jetty", "okhttp")
                    .filter(transport -> possible(form.getKey(), transport))
                    .map(transport -> Arguments.of(form.getKey(), transport, form.getValue())));
  }

  private static String javaOf(String image) {
    return TARGET.resolve(image).resolve("bin/java").toString();
  }

  /** Okio is an automatic module, which jlink refuses. */
  private static boolean possible(String form, String transport) {
    return !(form.startsWith("image") && transport.equals("okhttp"));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("forms")
  void runs(String form, String transport, List<String> command) throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      List<String> whole = new ArrayList<>(command);
      whole.add(transport);
      ProcessBuilder builder = new ProcessBuilder(whole).redirectErrorStream(true);
      builder.environment().put("AGNOST_URL", server.baseUrl("env-open"));
      builder.environment().put("AGNOST_API_KEY", "key-good");
      Process application = builder.start();
      String output =
          new String(application.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(application.waitFor(90, TimeUnit.SECONDS)).isTrue();
      assertThat(output).contains("hello by " + transport).contains("1 there");
      assertThat(application.exitValue()).isZero();
    }
  }
}
