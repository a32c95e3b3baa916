package dev.agnost.realtime.examples.readme;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;

/** The ten lines of the README, between the marks; a test compares them. */
final class ReadmeSnippet {

  private ReadmeSnippet() {}

  static void run(String url, String apiKey) throws Exception {
    // README begin
    try (AgnostClient client = AgnostClient.create(url, apiKey)) {
      Realtime rt = client.realtime(); // starts to connect and returns at once
      rt.onConnect(() -> System.out.println("connected as " + rt.getSocketId()));
      rt.onDisconnect(reason -> System.out.println("lost: " + reason));
      rt.onError(error -> System.out.println("error: " + error));
      rt.join("chat");
      rt.on("say", message -> System.out.println(message.channel() + ": " + message.asText()));
      rt.send("chat", "say", "hello").get(); // waits in a queue while there is no connection
      System.out.println(rt.getMembers("chat").get().size() + " in the channel");
    } // close() returns when the server has handled what was sent
    // README end
  }
}
