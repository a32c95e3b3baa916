package dev.agnost.realtime.benchmarks.contestants;

import dev.agnost.realtime.benchmarks.contestants.AgnostContestant.Reading;
import java.net.URI;

/** The contestants by name. */
public final class Contestants {

  private Contestants() {}

  /**
   * Creates a contestant.
   *
   * @param name engine or project, what it does with messages, and how it is called, with colons
   *     between, such as {@code agnost:netty:tree:direct}
   * @param server the address of the load server
   */
  public static Contestant create(String name, URI server) throws Exception {
    String[] words = name.split(":", -1);
    return switch (words[0]) {
      case "agnost" ->
          new AgnostContestant(server, words[1], reading(words[2]), words[3].equals("direct"));
      case "socket.io-client-java" -> new SocketIoJavaContestant(server);
      case "netty" -> new NettyContestant(server, isTree(words[1]), words[1].equals("raw-utf8"));
      case "jetty" -> new JettyContestant(server, isTree(words[1]));
      case "okhttp" -> new OkHttpContestant(server, isTree(words[1]));
      default -> throw new IllegalArgumentException("unknown contestant: " + name);
    };
  }

  private static Reading reading(String word) {
    return switch (word) {
      case "bytes" -> Reading.BYTES;
      case "tree" -> Reading.TREE;
      case "record" -> Reading.RECORD;
      default -> throw new IllegalArgumentException("bytes, tree or record, not " + word);
    };
  }

  private static boolean isTree(String word) {
    return word.equals("tree");
  }

  static String webSocketUri(URI server) {
    return "ws://" + server.getAuthority() + "/realtime/realtime/?EIO=4&transport=websocket";
  }
}
