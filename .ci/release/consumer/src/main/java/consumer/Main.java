package consumer;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Connects to an embedded server and waits for its own message. */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    CompletableFuture<String> echo = new CompletableFuture<>();
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        AgnostClient client = AgnostClient.create(server.baseUrl("env-open"), "key-good")) {
      Realtime rt = client.realtime();
      rt.join("news");
      rt.on("say", message -> echo.complete(message.asText()));
      rt.send("news", "say", "hello", true).get(60, TimeUnit.SECONDS);
      System.out.println(echo.get(60, TimeUnit.SECONDS) + " on the " + path() + " path");
    }
  }

  private static String path() {
    return Main.class.getModule().isNamed() ? "module" : "class";
  }
}
