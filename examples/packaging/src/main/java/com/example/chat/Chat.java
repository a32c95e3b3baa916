package com.example.chat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Sends a message to the channel, waits until it comes back, and prints who is there. */
public final class Chat {

  private Chat() {}

  record Say(String text) {}

  public static void main(String[] args) throws Exception {
    try (AgnostClient client =
        AgnostClient.builder(System.getenv("AGNOST_URL"), System.getenv("AGNOST_API_KEY"))
            .transport(args[0])
            .onError(System.err::println)
            .build()) {
      CompletableFuture<Say> echo = new CompletableFuture<>();
      Realtime rt =
          client.realtime(
              realtime -> realtime.on("say", Say.class, (say, message) -> echo.complete(say)));
      rt.join("chat");
      rt.send("chat", "say", new Say("hello"), true).get(60, TimeUnit.SECONDS);
      System.out.println(echo.get(60, TimeUnit.SECONDS).text() + " by " + args[0]);
      System.out.println(rt.getMembers("chat").get(60, TimeUnit.SECONDS).size() + " there");
    }
  }
}
