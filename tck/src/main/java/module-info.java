/**
 * The compatibility kit for those who write a transport: the rules of the transport contract, and
 * scenarios of a whole client.
 *
 * <p>WireMock, which serves some of the rules and scenarios, is not named here: its jar repeats
 * packages of other modules. It belongs on the class path; if this module is on the module path,
 * the tests that use it need {@code --add-reads dev.agnost.realtime.tck=ALL-UNNAMED}.
 */
module dev.agnost.realtime.tck {
  requires java.management;
  requires static org.jspecify;
  requires transitive dev.agnost.realtime.api;
  requires transitive dev.agnost.realtime.testserver;
  requires transitive org.junit.jupiter.api;

  exports dev.agnost.realtime.tck.client;
  exports dev.agnost.realtime.tck.fixture;
  exports dev.agnost.realtime.tck.transport;

  opens dev.agnost.realtime.tck.client to
      org.junit.platform.commons;
}
