package dev.agnost.realtime.examples.chat;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ChannelMember;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A chat in a terminal: what you write goes to everybody in the channel.
 *
 * <p>{@code Chat} alone starts a server and says its address; {@code Chat <url> <name>}, in as many
 * windows as you like, talks through it. The API key is that of the embedded server, or the
 * environment variable {@code AGNOST_API_KEY}.
 */
public final class Chat implements AutoCloseable {

  private static final String CHANNEL = "chat";

  private final AgnostClient client;
  private final Realtime rt;
  private final String name;
  private final PrintStream out;

  Chat(String url, String apiKey, String name, PrintStream out) {
    this.name = name;
    this.out = out;
    this.client = AgnostClient.create(url, apiKey);
    this.rt = client.realtime(this::listen);
    rt.updateProfile(new Person(name));
    rt.join(CHANNEL, false);
  }

  private void listen(Realtime realtime) {
    realtime.onConnect(() -> out.println("* connected"));
    realtime.onDisconnect(reason -> out.println("* " + reason + "; what you write is sent later"));
    realtime.onError(error -> out.println("* " + error));
    realtime.onJoin(member -> out.println("* " + nameOf(member) + " is here"));
    realtime.onLeave(member -> out.println("* " + nameOf(member) + " has left"));
    realtime.on("say", Line.class, (line, message) -> out.println(line));
  }

  private static String nameOf(ChannelMember member) {
    Person person = member.profile().as(Person.class);
    return person == null ? "somebody" : person.name();
  }

  /** Sends each line until the end of the input or {@code /quit}. */
  void run(BufferedReader in) throws IOException {
    for (String text = in.readLine(); text != null; text = in.readLine()) {
      if (text.equals("/quit")) {
        return;
      }
      CompletableFuture<?> unused =
          rt.send(CHANNEL, "say", new Line(name, text), false).whenComplete(this::tellIfDropped);
    }
  }

  private void tellIfDropped(@Nullable Void sent, @Nullable Throwable dropped) {
    if (dropped != null) {
      out.println("* not sent: " + dropped.getMessage());
    }
  }

  @Override
  public void close() {
    client.close();
  }

  /** Runs a server without arguments, a window with two. */
  public static void main(String[] args) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
    if (args.length == 2) {
      String key = System.getenv().getOrDefault("AGNOST_API_KEY", "key-good");
      Chat chat = new Chat(args[0], key, args[1], System.out);
      chat.run(in);
      chat.close();
      return;
    }
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      System.out.println("In other windows: Chat " + server.baseUrl("env-open") + " <name>");
      System.out.println("Press Enter to stop the server.");
      String unused = in.readLine();
    }
  }
}
