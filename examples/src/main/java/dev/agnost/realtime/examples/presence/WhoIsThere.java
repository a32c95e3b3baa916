package dev.agnost.realtime.examples.presence;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Three people come to a room and one of them goes; an observer prints the list. */
public final class WhoIsThere {

  private WhoIsThere() {}

  /** Waits for this list, printing those before it. */
  static void await(BlockingQueue<List<String>> lists, List<String> wanted) throws Exception {
    for (List<String> list = List.of(); !list.equals(wanted); ) {
      list = lists.poll(10, TimeUnit.SECONDS);
      if (list == null) {
        throw new IllegalStateException("the list never was " + wanted);
      }
      System.out.println("in the room: " + list);
    }
  }

  private static AgnostClient person(String url, String name) {
    AgnostClient client = AgnostClient.create(url, "key-good");
    Realtime rt = client.realtime();
    rt.updateProfile(name);
    rt.join("room");
    return client;
  }

  /** Runs it against a server of its own. */
  public static void main(String[] args) throws Exception {
    BlockingQueue<List<String>> lists = new LinkedBlockingQueue<>();
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        AgnostClient observer = AgnostClient.create(server.baseUrl("env-open"), "key-good")) {
      Realtime rt = observer.realtime();
      rt.updateProfile("observer");
      PresenceList presence = new PresenceList(rt, "room", lists::add);
      AgnostClient ann = person(server.baseUrl("env-open"), "ann");
      AgnostClient bob = person(server.baseUrl("env-open"), "bob");
      await(lists, List.of("ann", "bob", "observer"));
      bob.close();
      await(lists, List.of("ann", "observer"));
      ann.close();
      presence.close();
    }
  }
}
