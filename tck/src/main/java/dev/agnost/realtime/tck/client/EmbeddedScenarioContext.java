package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.testserver.EmbeddedAgnostServer;

/** What scenarios need that run on the embedded server only. */
interface EmbeddedScenarioContext extends ScenarioContext {

  /** The server that the tests share. */
  EmbeddedAgnostServer embedded();
}
