package dev.agnost.realtime.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process that is started and does not outlive this one. */
final class Child implements AutoCloseable {

  private static final int EXIT_SECONDS = 10;

  private final Process process;
  private final BufferedReader output;

  private Child(List<String> command) throws IOException {
    this.process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  static Child java(Class<?> main, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new Child(command);
  }

  static Child of(List<String> command) throws IOException {
    return new Child(command);
  }

  String line() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the process ended without output: " + process.info());
    }
    return line;
  }

  /** Passes on each line and waits for the end, which must be a success within this time. */
  void finish(Consumer<String> lines, int seconds) throws IOException, InterruptedException {
    Thread killer = new Thread(() -> killAfter(seconds), "killer");
    killer.setDaemon(true);
    killer.start();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      lines.accept(line);
    }
    int exit = process.waitFor();
    killer.interrupt();
    if (exit != 0) {
      throw new IOException("exit code " + exit);
    }
  }

  private void killAfter(int seconds) {
    try {
      TimeUnit.SECONDS.sleep(seconds);
      process.destroyForcibly();
    } catch (InterruptedException finished) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
