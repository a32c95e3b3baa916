package dev.agnost.realtime.systemtests.compatibility;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class path that Maven has resolved.
 *
 * @param name what its versions are
 * @param entries separated by the path separator of the platform
 */
record ClassPath(String name, String entries) {

  private static final Path RESOLVED = Path.of("compatibility");

  /** Reads what the module of this name under {@code system-tests/compatibility} has written. */
  static ClassPath of(String module) {
    Path file = RESOLVED.resolve(module).resolve("target").resolve("classpath.txt");
    try {
      return new ClassPath(module, Files.readString(file).strip());
    } catch (IOException missing) {
      throw new IllegalStateException(
          file + " is missing; it is written by building all modules, or with -am", missing);
    }
  }

  /** Returns the class path of this test, which has the newest versions. */
  static ClassPath newest() {
    return new ClassPath("newest", System.getProperty("java.class.path"));
  }

  /** Returns the same entries from the last to the first. */
  ClassPath reversed() {
    List<String> reversed = Arrays.asList(entries.split(File.pathSeparator, -1));
    Collections.reverse(reversed);
    return new ClassPath(name + " reversed", String.join(File.pathSeparator, reversed));
  }

  /** Returns the versions of the artifacts whose names match, in the order of the class path. */
  String version(String artifacts) {
    List<String> versions = new ArrayList<>();
    Pattern jar = Pattern.compile("(?:" + artifacts + ")-(\\d[^/\\\\]*)\\.jar");
    for (String entry : entries.split(File.pathSeparator, -1)) {
      Matcher match = jar.matcher(Path.of(entry).getFileName().toString());
      if (match.matches()) {
        versions.add(match.group(1));
      }
    }
    return versions.isEmpty() ? "-" : String.join(" before ", versions);
  }

  @Override
  public String toString() {
    return name;
  }
}
