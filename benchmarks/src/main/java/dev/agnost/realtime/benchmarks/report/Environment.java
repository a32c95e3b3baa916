package dev.agnost.realtime.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a run was made, and with which libraries. */
final class Environment {

  private static final Path CPU = Path.of("/proc/cpuinfo"); // Linux only
  private static final Pattern JAR_VERSION = Pattern.compile("-(\\d[^/]*)\\.jar$");

  private Environment() {}

  static String machine() {
    return System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors"
        + processor();
  }

  private static String processor() {
    if (!Files.isReadable(CPU)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> " (" + line.substring(line.indexOf(':') + 1).strip() + ")")
          .orElse("");
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The version of a library: from its Maven properties, or else from the name of its jar. */
  static String version(String group, String artifact) {
    String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream properties = Environment.class.getResourceAsStream(resource)) {
      if (properties != null) {
        Properties read = new Properties();
        read.load(properties);
        return read.getProperty("version");
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(jar -> jar.contains(artifact))
        .map(JAR_VERSION::matcher)
        .filter(Matcher::find)
        .map(jar -> jar.group(1))
        .findFirst()
        .orElse("?");
  }
}
