package dev.agnost.realtime.systemtests.node;

import dev.agnost.realtime.testserver.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running {@code node} that answers commands, one JSON line each way. Thread-safe. It ends with
 * this object or, because its standard input closes then, with this JVM.
 */
final class NodeProcess implements AutoCloseable {
  private static final Duration REPLY_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(5);
  private static final int KEPT_ERROR_LINES = 50;

  private final Process process;
  private final OutputStream commands;
  private final Map<Integer, CompletableFuture<Map<?, ?>>> pending = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<String> errorLines = new ArrayDeque<>(); // guarded by lock
  private int lastId; // guarded by lock
  private boolean ended; // guarded by lock

  private NodeProcess(Process process) {
    this.process = process;
    this.commands = process.getOutputStream();
  }

  /**
   * Runs {@code node} with these arguments.
   *
   * @throws NodeMissingException if there is no {@code node}
   */
  static NodeProcess start(List<String> arguments) {
    try {
      ProcessBuilder builder = new ProcessBuilder("node");
      builder.command().addAll(arguments);
      NodeProcess started = new NodeProcess(builder.start());
      started.readLines("errors", started.process.getErrorStream(), started::keepErrorLine);
      started.readLines("replies", started.process.getInputStream(), started::takeReply);
      return started;
    } catch (IOException e) {
      throw new NodeMissingException("node cannot be run", e);
    }
  }

  /**
   * Sends a command and waits for its result.
   *
   * @throws IllegalArgumentException if the server cannot do that, such as for an unknown socket
   * @throws IllegalStateException if the process has ended or does not answer
   */
  @Nullable Object call(String command, Map<String, ?> parameters) {
    CompletableFuture<Map<?, ?>> reply = send(command, parameters);
    try {
      Map<?, ?> answer = reply.get(REPLY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.get("error") != null) {
        throw new IllegalArgumentException(command + ": " + answer.get("error"));
      }
      return answer.get("result");
    } catch (ExecutionException e) {
      throw new IllegalStateException(command + ": " + describe("the Node server has ended"), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          command + ": " + describe("no answer within " + REPLY_TIMEOUT), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + command, e);
    }
  }

  /** The last lines that the process wrote to standard error. */
  String errors() {
    lock.lock();
    try {
      return String.join(System.lineSeparator(), errorLines);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the process at once; returns when it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ends the process; returns when it is gone, or has been killed for not going. */
  @Override
  public void close() {
    try {
      commands.close();
    } catch (IOException e) {
      // ignored: the pipe of a process that has already ended
    }
    try {
      if (!process.waitFor(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor(END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private CompletableFuture<Map<?, ?>> send(String command, Map<String, ?> parameters) {
    CompletableFuture<Map<?, ?>> reply = new CompletableFuture<>();
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    lock.lock();
    try {
      if (ended) {
        throw new IllegalStateException(command + ": the Node server has ended");
      }
      int id = ++lastId;
      message.put("id", id);
      message.put("command", command);
      message.putAll(parameters);
      pending.put(id, reply);
      commands.write((Json.write(message) + "\n").getBytes(StandardCharsets.UTF_8));
      commands.flush();
      return reply;
    } catch (IOException e) {
      throw new IllegalStateException(command + ": the Node server has ended", e);
    } finally {
      lock.unlock();
    }
  }

  private void readLines(String what, InputStream in, Consumer<String> consumer) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  consumer.accept(line);
                }
              } catch (IOException e) {
                keepErrorLine("reading " + what + " failed: " + e);
              } finally {
                end();
              }
            },
            "agnost-node-" + process.pid() + "-" + what);
    reader.setDaemon(true);
    reader.start();
  }

  private void takeReply(String line) {
    if (Json.parse(line) instanceof Map<?, ?> reply && reply.get("id") instanceof Double id) {
      CompletableFuture<Map<?, ?>> waiting = pending.remove(id.intValue());
      if (waiting != null) {
        waiting.complete(reply);
      }
    }
  }

  private void keepErrorLine(String line) {
    lock.lock();
    try {
      if (errorLines.size() == KEPT_ERROR_LINES) {
        errorLines.removeFirst();
      }
      errorLines.addLast(line);
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
    } finally {
      lock.unlock();
    }
    IOException gone = new IOException("its output has ended");
    pending.values().forEach(reply -> reply.completeExceptionally(gone));
  }

  private String describe(String problem) {
    return problem + "; the end of its standard error:" + System.lineSeparator() + errors();
  }
}
