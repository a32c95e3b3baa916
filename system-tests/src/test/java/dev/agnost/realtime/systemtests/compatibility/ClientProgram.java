package dev.agnost.realtime.systemtests.compatibility;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * An application: connects, sends and receives text and bytes, asks for the members, and does so
 * again after its connection was cut. Uses the API alone.
 *
 * <p>Arguments: base URL, API key, names of transports. Prints {@code CUT} when the server is to
 * cut the connection, and {@code DONE} with the name of each transport that did all this.
 */
final class ClientProgram {

  private static final int SECONDS = 20;
  private static final byte[] BYTES = {0, 1, -1, 127};

  private final Realtime realtime;
  private final BlockingQueue<Message> received = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> connections = new LinkedBlockingQueue<>();

  private ClientProgram(Realtime realtime) {
    this.realtime = realtime;
  }

  public static void main(String[] args) throws Exception {
    for (String transport : List.of(args).subList(2, args.length)) {
      try (AgnostClient client =
          AgnostClient.builder(args[0], args[1])
              .transport(transport)
              .reconnectionDelay(Duration.ofMillis(50))
              .onError(System.out::println)
              .build()) {
        new ClientProgram(client.realtime()).run();
        System.out.println("DONE " + transport);
      } catch (Exception | LinkageError failure) {
        failure.printStackTrace(System.out);
      }
    }
  }

  private void run() throws Exception {
    realtime.onConnect(() -> connections.add("connected"));
    realtime.on("text", received::add);
    realtime.on("bytes", received::add);
    realtime.join("room");
    expect(connections.poll(SECONDS, TimeUnit.SECONDS) != null, "connected");
    converse();
    System.out.println("CUT");
    expect(connections.poll(SECONDS, TimeUnit.SECONDS) != null, "connected again");
    converse();
  }

  private void converse() throws Exception {
    realtime.send("room", "text", Map.of("word", "grüße 🙂"), true).get(SECONDS, TimeUnit.SECONDS);
    realtime.send("room", "bytes", BYTES, true).get(SECONDS, TimeUnit.SECONDS);
    expect(next().asText().contains("grüße 🙂"), "the text came back");
    expect(Arrays.equals(next().asBytes(), BYTES), "the bytes came back");
    expect(
        realtime.getMembers("room").get(SECONDS, TimeUnit.SECONDS).size() == 1,
        "the client is the only member");
  }

  private Message next() throws InterruptedException, IOException {
    Message message = received.poll(SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException("no message came within " + SECONDS + " s");
    }
    return message;
  }

  private static void expect(boolean condition, String what) throws IOException {
    if (!condition) {
      throw new IOException("not so: " + what);
    }
  }
}
