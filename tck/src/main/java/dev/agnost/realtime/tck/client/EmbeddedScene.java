package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.testserver.EmbeddedAgnostServer;

/** What scenarios need that run on the embedded server only. */
interface EmbeddedScene extends Scene {

  /** The server that the tests share. */
  EmbeddedAgnostServer embedded();
}
