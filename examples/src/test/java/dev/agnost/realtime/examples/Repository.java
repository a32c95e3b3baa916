package dev.agnost.realtime.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project, found from the module's folder, in which tests run. */
public final class Repository {

  private static final Path ROOT = find();

  private Repository() {}

  /** The project's folder. */
  public static Path root() {
    return ROOT;
  }

  /** The text of a file, with line feeds only. */
  public static String text(String path) {
    return text(ROOT.resolve(path));
  }

  /** Whether there is such a file or folder. */
  public static boolean exists(String path) {
    return Files.exists(ROOT.resolve(path));
  }

  /** The texts of all Java sources below these folders. */
  public static Stream<String> sources(String... folders) {
    return Stream.of(folders)
        .map(ROOT::resolve)
        .map(Repository::below)
        .flatMap(List::stream)
        .filter(path -> path.toString().endsWith(".java"))
        .map(Repository::text);
  }

  /** The paths of all pages below a folder, sorted. */
  public static Stream<String> pages(String folder) {
    return files(folder).filter(path -> path.endsWith(".md"));
  }

  /** The paths of all files below a folder, sorted. */
  public static Stream<String> files(String folder) {
    return below(ROOT.resolve(folder)).stream()
        .filter(Files::isRegularFile)
        .map(path -> ROOT.relativize(path).toString().replace('\\', '/'))
        .sorted();
  }

  private static List<Path> below(Path folder) {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path path) {
    try {
      return Files.readString(path).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path find() {
    Path here = Path.of("").toAbsolutePath();
    Path parent = here.getParent();
    return parent != null && Files.exists(parent.resolve("README.md")) ? parent : here;
  }
}
