/** The compatibility kit: servers for tests, behaving like Agnost and breaking on demand. */
module dev.agnost.realtime.tck {
  requires static transitive org.jspecify;
  requires transitive dev.agnost.realtime.api;
  requires transitive org.junit.jupiter.api;

  exports dev.agnost.realtime.tck.client;
  exports dev.agnost.realtime.tck.server;

  opens dev.agnost.realtime.tck.client to
      org.junit.platform.commons;
}
