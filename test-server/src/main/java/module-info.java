/** An Agnost realtime server for the tests of applications, with a JUnit 5 extension. */
module dev.agnost.realtime.testserver {
  requires static org.jspecify;
  requires static org.junit.jupiter.api;

  exports dev.agnost.realtime.testserver;
  exports dev.agnost.realtime.testserver.json;
}
