package dev.agnost.realtime.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agnost.realtime.benchmarks.server.Payloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The JavaScript client: its program and packages in a folder, installed by npm at the first run.
 */
record NodeContestant(Path folder, String version) {

  private static final int NPM_SECONDS = 300;
  private static final int NODE_SECONDS = 10;
  private static final String PAYLOADS = "payloads.json";
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "contestant.js");

  /** Returns it ready to run; empty where Node.js or npm is missing. */
  static Optional<NodeContestant> prepare(Path folder) throws IOException, InterruptedException {
    Optional<String> version = output(List.of("node", "--version"), NODE_SECONDS);
    if (version.isEmpty()) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    for (String file : FILES) {
      try (InputStream resource = NodeContestant.class.getResourceAsStream("node/" + file)) {
        Files.write(folder.resolve(file), Objects.requireNonNull(resource, file).readAllBytes());
      }
    }
    Files.writeString(
        folder.resolve(PAYLOADS),
        Payloads.SIZES.stream()
            .map(size -> "\"" + size + "\":" + Payloads.json(size))
            .collect(Collectors.joining(",", "{", "}")),
        UTF_8);
    if (!Files.isDirectory(folder.resolve("node_modules"))) {
      List<String> install =
          List.of("npm", "ci", "--prefix", folder.toString(), "--no-audit", "--no-fund");
      if (output(install, NPM_SECONDS).isEmpty()) {
        throw new IOException("npm is not installed, but Node.js is");
      }
    }
    return Optional.of(new NodeContestant(folder, version.get()));
  }

  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("node", folder.resolve("contestant.js").toString()));
    command.addAll(arguments);
    command.add(folder.resolve(PAYLOADS).toString());
    return command;
  }

  /** Returns what a program prints; empty if there is no such program. */
  private static Optional<String> output(List<String> command, int seconds)
      throws IOException, InterruptedException {
    StringBuilder output = new StringBuilder();
    Child child;
    try {
      child = Child.of(command);
    } catch (IOException missing) { // ignored: the caller says what is left out
      return Optional.empty();
    }
    try (child) {
      child.finish(output::append, seconds);
    }
    return Optional.of(output.toString());
  }
}
