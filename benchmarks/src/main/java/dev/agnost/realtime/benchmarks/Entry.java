package dev.agnost.realtime.benchmarks;

import java.util.List;

/**
 * One contestant of a run.
 *
 * @param name as {@link dev.agnost.realtime.benchmarks.contestants.Contestants} has it
 * @param scenarios what is measured of it, in this order
 */
public record Entry(String name, List<String> scenarios) {

  /** What everything is compared with. */
  public static final String BARE = "netty:raw";

  /** What a Java application would use without this project. */
  public static final String RIVAL = "socket.io-client-java";

  /** On Node.js, if that is installed. */
  public static final String JAVASCRIPT = "socket.io-client on Node.js";

  private static final List<String> ALL = List.of("connect", "idle", "receive", "send", "echo");
  private static final List<String> RECEIVE = List.of("receive");
  private static final List<String> RIVALS =
      List.of("connect", "idle", "receive-bursts", "send", "echo", "slow");
  private static final List<String> WITH_FLEET =
      List.of("connect", "idle", "receive", "send", "echo", "fleet");

  /** Copies the list. */
  public Entry {
    scenarios = List.copyOf(scenarios);
  }

  /** Returns all contestants, those that are compared beside each other. */
  static List<Entry> all() {
    return List.of(
        new Entry(RIVAL, RIVALS),
        new Entry(JAVASCRIPT, List.of("connect", "receive", "send")),
        new Entry(BARE, WITH_FLEET),
        new Entry("netty:tree", List.of("receive", "send")),
        new Entry("agnost:netty:bytes:direct", WITH_FLEET),
        new Entry("agnost:netty:bytes:default", List.of("receive", "echo", "slow")),
        new Entry("agnost:netty:tree:direct", RECEIVE),
        new Entry("agnost:netty:record:direct", RECEIVE),
        new Entry("jetty:raw", ALL),
        new Entry("jetty:tree", List.of("receive", "send")),
        new Entry("agnost:jetty:bytes:direct", ALL),
        new Entry("agnost:jetty:tree:direct", RECEIVE),
        new Entry("okhttp:raw", ALL),
        new Entry("okhttp:tree", List.of("receive", "send")),
        new Entry("agnost:okhttp:bytes:direct", ALL),
        new Entry("agnost:okhttp:tree:direct", RECEIVE));
  }
}
