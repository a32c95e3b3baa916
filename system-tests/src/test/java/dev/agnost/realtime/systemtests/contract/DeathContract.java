package dev.agnost.realtime.systemtests.contract;

import org.junit.jupiter.api.Test;

/** Inputs that kill the real server's process, which is then started again. */
interface DeathContract extends ContractServer {

  @Test
  default void reservedEventNameKillsTheServer() {
    expectDeath("42[\"message\",{\"eventName\":\"disconnect\",\"message\":1}]");
  }

  @Test
  default void messageWithoutPayloadKillsTheServer() {
    expectDeath("42[\"message\"]");
  }

  @Test
  default void joinOfNullKillsTheServer() {
    expectDeath("42[\"join\",null]");
  }

  /** Everybody is cut; the server comes back. */
  private void expectDeath(String text) {
    try (WireClient client = join();
        WireClient bystander = join()) {
      client.send(text);

      client.expect("cut");
      bystander.expect("cut");
    }
    join().close();
  }
}
