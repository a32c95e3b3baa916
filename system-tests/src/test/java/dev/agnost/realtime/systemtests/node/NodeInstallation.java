package dev.agnost.realtime.systemtests.node;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The npm project, unpacked and with its packages installed.
 *
 * <p>It lives in the folder of system property {@value #DIRECTORY_PROPERTY}; without it in {@code
 * target/agnost-node} of the working directory, or in the temporary directory when there is no
 * {@code target}. Several processes may use one folder: the first installs, the others wait.
 *
 * @param folder of the files to run with {@code node}
 */
record NodeInstallation(Path folder) {
  static final String DIRECTORY_PROPERTY = "agnost.tck.node.dir";

  private static final int OLDEST_NODE = 18;
  private static final int TAIL_CHARS = 2_000;
  private static final Duration VERSION_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration INSTALL_TIMEOUT = Duration.ofMinutes(5);
  // A file lock holds between processes only; threads of this one meet here.
  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  /**
   * Installs what is missing.
   *
   * @throws NodeMissingException if that is not possible
   */
  static NodeInstallation prepare() {
    return prepareIn(defaultDirectory());
  }

  static NodeInstallation prepareIn(Path directory) {
    checkNodeVersion(outputOf("node", "--version"));
    ONE_AT_A_TIME.lock();
    try {
      return install(directory.resolve(NodeResources.PACKAGES.hash()).toAbsolutePath());
    } catch (IOException e) {
      throw new NodeMissingException("cannot unpack the Node server to " + directory, e);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /** The path of a script. */
  String script(String name) {
    return folder.resolve(name).toString();
  }

  static void checkNodeVersion(String version) {
    String major = version.strip().replaceFirst("^v", "").replaceFirst("\\..*", "");
    if (!major.matches("\\d{1,4}")) {
      throw new NodeMissingException("node --version did not print a version: " + version.strip());
    }
    if (Integer.parseInt(major) < OLDEST_NODE) {
      throw new NodeMissingException(
          "Node.js %s is too old: install %s or newer".formatted(version.strip(), OLDEST_NODE));
    }
  }

  private static Path defaultDirectory() {
    String chosen = System.getProperty(DIRECTORY_PROPERTY);
    if (chosen != null) {
      return Path.of(chosen);
    }
    if (Files.isDirectory(Path.of("target"))) {
      return Path.of("target", "agnost-node");
    }
    return Path.of(
        System.getProperty("java.io.tmpdir"), "agnost-node-" + System.getProperty("user.name"));
  }

  private static NodeInstallation install(Path directory) throws IOException {
    Path serverFolder = directory.resolve("server-" + NodeResources.SERVER.hash());
    Files.createDirectories(serverFolder);
    try (FileChannel file =
        FileChannel.open(
            directory.resolve("install.lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      FileLock lock = file.lock();
      try {
        NodeResources.SERVER.extractTo(serverFolder);
        installPackagesOnce(directory);
      } finally {
        lock.release();
      }
    }
    return new NodeInstallation(serverFolder);
  }

  private static void installPackagesOnce(Path directory) throws IOException {
    Path complete = directory.resolve("install.complete");
    if (!Files.exists(complete)) {
      NodeResources.PACKAGES.extractTo(directory);
      installPackages(directory);
      Files.createFile(complete);
    }
  }

  private static void installPackages(Path directory) throws IOException {
    Path log = directory.resolve("npm.log");
    Integer exit =
        run(
            directory,
            log.toFile(),
            INSTALL_TIMEOUT,
            npm(),
            "ci",
            "--prefer-offline",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund");
    if (exit == null || exit != 0) {
      String outcome = exit == null ? "did not end in " + INSTALL_TIMEOUT : "ended with " + exit;
      throw new NodeMissingException(
          "npm ci in %s %s; the end of its output:%n%s"
              .formatted(directory, outcome, tail(Files.readString(log))));
    }
  }

  private static String npm() {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    return windows ? "npm.cmd" : "npm";
  }

  private static String outputOf(String... command) {
    try {
      Path output = Files.createTempFile("agnost-node", ".txt");
      try {
        Integer exit = run(Path.of(""), output.toFile(), VERSION_TIMEOUT, command);
        if (exit == null || exit != 0) {
          throw new NodeMissingException(
              String.join(" ", command) + " failed: " + tail(Files.readString(output)));
        }
        return Files.readString(output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      throw new NodeMissingException("cannot write to the temporary directory", e);
    }
  }

  /** The exit code, or null if the time ran out and the process was ended. */
  private static @Nullable Integer run(
      Path directory, File output, Duration timeout, String... command) {
    Process process = start(directory, output, command);
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NodeMissingException("interrupted while waiting for " + command[0], e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private static Process start(Path directory, File output, String... command) {
    try {
      return new ProcessBuilder(List.of(command))
          .directory(directory.toAbsolutePath().toFile())
          .redirectErrorStream(true)
          .redirectOutput(output)
          .start();
    } catch (IOException e) {
      throw new NodeMissingException(
          "%s cannot be run: install Node.js %s or newer with npm and put it on the PATH (%s)"
              .formatted(command[0], OLDEST_NODE, e.getMessage()),
          e);
    }
  }

  private static String tail(String text) {
    return text.substring(Math.max(0, text.length() - TAIL_CHARS)).strip();
  }
}
