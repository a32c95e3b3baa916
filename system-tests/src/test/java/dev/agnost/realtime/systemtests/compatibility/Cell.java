package dev.agnost.realtime.systemtests.compatibility;

import java.util.List;

/**
 * A class path and the JDK that runs it.
 *
 * @param javaHome of the JDK
 */
record Cell(ClassPath classPath, String javaHome) {

  static final List<String> TRANSPORTS = List.of("netty", "jetty", "okhttp");

  /** Returns the row of a transport in {@code docs/compatibility.md}, without the JDKs. */
  String row(String transport) {
    return "| %s | %s | %s | %s |"
        .formatted(
            classPath.name(),
            library(transport),
            classPath.version("jackson-databind"),
            classPath.version("slf4j-api"));
  }

  private String library(String transport) {
    return switch (transport) {
      case "netty" -> "Netty " + classPath.version("netty-common");
      case "jetty" -> "Jetty " + classPath.version("jetty-util");
      case "okhttp" -> "OkHttp " + classPath.version("okhttp|okhttp-jvm");
      default -> throw new IllegalArgumentException("unknown transport: " + transport);
    };
  }

  @Override
  public String toString() {
    return classPath.name() + ", " + javaHome;
  }
}
