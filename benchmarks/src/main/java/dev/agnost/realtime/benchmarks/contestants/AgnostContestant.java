package dev.agnost.realtime.benchmarks.contestants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Message;
import dev.agnost.realtime.Realtime;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** The client of this project, over one of its transports. */
final class AgnostContestant implements Contestant {

  /** What the listener does with each message. */
  enum Reading {
    BYTES,
    TREE,
    RECORD
  }

  private static final int SECONDS = 30;
  private static final int RECONNECT_MILLIS = 10;

  private final URI server;
  private final String transport;
  private final Reading reading;
  private final boolean direct;

  AgnostContestant(URI server, String transport, Reading reading, boolean direct) {
    this.server = server;
    this.transport = transport;
    this.reading = reading;
    this.direct = direct;
  }

  @Override
  public Link connect(Runnable onMessage) throws Exception {
    AgnostClient.Builder options =
        AgnostClient.builder(server + "/benchmark", "key")
            .transport(transport)
            .reconnectionDelay(Duration.ofMillis(RECONNECT_MILLIS));
    if (direct) {
      options.callbackExecutor(Runnable::run);
    }
    AgnostClient client = options.build();
    Realtime realtime = client.realtime(rt -> listen(rt, onMessage));
    realtime.open().get(SECONDS, TimeUnit.SECONDS);
    return new Link() {
      @Override
      public Runnable sender(String json) throws Exception {
        JsonNode value = new JsonMapper().readTree(json);
        return () -> send(realtime, value);
      }

      @Override
      public void close() {
        client.close();
      }
    };
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what has arrived is counted by the server
  private static void send(Realtime realtime, JsonNode value) {
    realtime.send("room", "tick", value);
  }

  private void listen(Realtime realtime, Runnable onMessage) {
    switch (reading) {
      case BYTES -> realtime.on("tick", message -> bytes(message, onMessage));
      case TREE -> realtime.on("tick", JsonNode.class, counting(onMessage));
      case RECORD -> realtime.on("tick", OrderBook.class, counting(onMessage));
    }
  }

  private static void bytes(Message message, Runnable onMessage) {
    ByteBuffer json = message.jsonBytes();
    if (json.hasRemaining()) {
      onMessage.run();
    }
  }

  private static <T> BiConsumer<T, Message> counting(Runnable onMessage) {
    return (value, message) -> {
      Objects.requireNonNull(value, "value");
      onMessage.run();
    };
  }
}
