package dev.agnost.realtime.systemtests.nativeimage;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.transport.support.SupportedVersions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Uses a client, and what the message about an unsuitable library uses. */
public final class ClientProbe {

  private ClientProbe() {}

  public static void run(String url, String transport) throws Exception {
    try (AgnostClient client = AgnostClient.builder(url, "key-good").transport(transport).build()) {
      CompletableFuture<String> echo = new CompletableFuture<>();
      Realtime rt = client.realtime(r -> r.on("say", message -> echo.complete(message.asText())));
      rt.join("chat");
      rt.send("chat", "say", "hello", true).get(30, TimeUnit.SECONDS);
      echo.get(30, TimeUnit.SECONDS);
      rt.getMembers("chat").get(30, TimeUnit.SECONDS);
    }
    if (SupportedVersions.netty().minimum().equals("unknown")) {
      throw new IllegalStateException("versions.properties was not found");
    }
  }
}
