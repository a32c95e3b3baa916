package dev.agnost.realtime.systemtests.node;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A {@code redis-server} process on a free port of 127.0.0.1 that keeps nothing on disk. */
public final class RedisServer implements AutoCloseable {
  private static final String PROGRAM = "redis-server";
  private static final int ATTEMPTS = 20;
  private static final int KEPT_LINES = 20;

  private final Process process;
  private final int port;

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Why there can be no Redis here, in a sentence for the developer; empty if there can. */
  public static Optional<String> missing() {
    boolean found =
        Arrays.stream(
                System.getenv("PATH").split(Pattern.quote(System.getProperty("path.separator"))))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    return found ? Optional.empty() : Optional.of(PROGRAM + " is not on the PATH: install Redis");
  }

  /**
   * Starts one and returns when it accepts connections.
   *
   * @throws IllegalStateException if it does not start
   */
  public static RedisServer start() {
    String output = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        RedisServer server = run(freePort());
        output = server.readUntilReady();
        if (output.isEmpty()) {
          return server;
        }
        server.close(); // another process took the port
      } catch (IOException e) {
        throw new UncheckedIOException(PROGRAM + " cannot be run", e);
      }
    }
    throw new IllegalStateException(PROGRAM + " does not start; the end of its output: " + output);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private static RedisServer run(int port) throws IOException {
    Process process =
        new ProcessBuilder(
                PROGRAM,
                "--port",
                String.valueOf(port),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                System.getProperty("java.io.tmpdir"))
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    return new RedisServer(process, port);
  }

  /** Empty when it is ready; else the end of what it wrote. */
  private String readUntilReady() throws IOException {
    ArrayDeque<String> lines = new ArrayDeque<>();
    // Not closed: a process that cannot write its log ends. It writes no more than a pipe takes.
    BufferedReader reader =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.contains("eady to accept connections")) {
        return "";
      }
      lines.addLast(line);
      if (lines.size() > KEPT_LINES) {
        lines.removeFirst();
      }
    }
    return String.join("\n", lines) + "\nexit status " + process.onExit().join().exitValue();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
