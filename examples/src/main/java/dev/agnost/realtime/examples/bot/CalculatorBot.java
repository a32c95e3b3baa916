package dev.agnost.realtime.examples.bot;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Adds up the numbers of every {@code sum} in its channel and answers with {@code total}. */
public final class CalculatorBot implements AutoCloseable {

  private final AgnostClient client;
  private final Realtime rt;

  /** A bot that is in the channel as soon as it is connected, and again after each reconnect. */
  public CalculatorBot(String url, String apiKey, String channel) {
    client = AgnostClient.builder(url, apiKey).echoMessages(false).build();
    rt = client.realtime(realtime -> realtime.on("sum", Sum.class, this::answer));
    rt.updateProfile("calculator");
    rt.join(channel);
  }

  private void answer(Sum question, Message message) {
    String channel = message.channel();
    if (channel == null) {
      return; // a broadcast: there is no channel to answer to
    }
    Total total = new Total(question.id(), question.total().toPlainString());
    CompletableFuture<Void> unused = rt.send(channel, "total", total);
  }

  @Override
  public void close() {
    client.close();
  }

  /** Asks the bot something, against a server of its own. */
  public static void main(String[] args) throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        AgnostClient client = AgnostClient.create(server.baseUrl("env-open"), "key-good")) {
      String url = server.baseUrl("env-open");
      CompletableFuture<String> botIsThere = new CompletableFuture<>();
      CompletableFuture<Total> answer = new CompletableFuture<>();
      Realtime rt = client.realtime();
      rt.onJoin(member -> botIsThere.complete(member.id()));
      rt.on("total", Total.class, (total, message) -> answer.complete(total));
      rt.join("math", false);
      rt.open().get(10, TimeUnit.SECONDS);

      CalculatorBot bot = new CalculatorBot(url, "key-good", "math");
      String id = botIsThere.get(10, TimeUnit.SECONDS);
      System.out.println("the bot has come: " + !id.isEmpty());
      rt.send("math", "sum", Sum.of(1, "0.1", "0.2", "12345678901234567890")).get();
      System.out.println("total: " + answer.get(10, TimeUnit.SECONDS).value());
      bot.close();
    }
  }
}
