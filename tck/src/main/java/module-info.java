/** The compatibility kit: servers for tests, behaving like Agnost and breaking on demand. */
module dev.agnost.realtime.tck {
  requires static transitive org.jspecify;
  requires transitive org.junit.jupiter.api;

  exports dev.agnost.realtime.tck.server;
}
