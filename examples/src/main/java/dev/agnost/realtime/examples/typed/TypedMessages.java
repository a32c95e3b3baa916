package dev.agnost.realtime.examples.typed;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.TypeRef;
import dev.agnost.realtime.examples.typed.Command.Clear;
import dev.agnost.realtime.examples.typed.Command.Draw;
import dev.agnost.realtime.examples.typed.Command.Paste;
import dev.agnost.realtime.examples.typed.Command.Point;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Sends records to itself and prints what comes back. */
public final class TypedMessages {

  private TypedMessages() {}

  /** The words for a command. */
  static String describe(Command command) {
    if (command instanceof Draw draw) {
      return "a line from " + draw.from() + " to " + draw.to();
    }
    if (command instanceof Paste paste) {
      return "an image of " + paste.image().remaining() + " bytes at " + paste.at();
    }
    return "an empty drawing";
  }

  /** Sends every kind of message, and returns what came back. */
  static List<String> run(String url, String apiKey) throws Exception {
    BlockingQueue<String> received = new LinkedBlockingQueue<>();
    try (AgnostClient client = AgnostClient.create(url, apiKey)) {
      Realtime rt = client.realtime();
      rt.join("drawing");
      rt.on("command", Command.class, (command, message) -> received.add(describe(command)));
      rt.on(
          "scores",
          new TypeRef<Map<String, List<Integer>>>() {},
          (scores, message) -> received.add("scores of ann: " + scores.get("ann")));

      rt.send("drawing", "command", new Draw(new Point(0, 0), new Point(3, 4))).get();
      rt.send(
              "drawing",
              "command",
              new Paste(new Point(1, 1), ByteBuffer.wrap(new byte[] {1, 2, 3})))
          .get();
      rt.send("drawing", "command", new Clear()).get();
      rt.send("drawing", "scores", Map.of("ann", List.of(3, 5), "bob", List.of())).get();

      String[] all = new String[4];
      for (int i = 0; i < all.length; i++) {
        all[i] = String.valueOf(received.poll(10, TimeUnit.SECONDS));
      }
      return List.of(all);
    }
  }

  /** Runs it against a server of its own. */
  public static void main(String[] args) throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      run(server.baseUrl("env-open"), "key-good").forEach(System.out::println);
    }
  }
}
