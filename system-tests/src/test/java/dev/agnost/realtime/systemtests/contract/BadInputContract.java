package dev.agnost.realtime.systemtests.contract;

import org.junit.jupiter.api.Test;

/** Frames that no good client sends: the server closes, or passes them on. */
interface BadInputContract extends ContractServer {

  @Test
  default void eventBeforeConnectCloses() {
    try (WireClient client = open()) {
      client.send("42[\"join\",{\"channel\":\"room\"}]").expect("closed:1005");
    }
  }

  @Test
  default void malformedJsonCloses() {
    expectClosed("42[\"join\"");
  }

  @Test
  default void unknownSocketIoTypeCloses() {
    expectClosed("49[\"x\"]");
  }

  @Test
  default void unknownEngineTypeCloses() {
    expectClosed("x");
  }

  @Test
  default void emptyMessageCloses() {
    expectClosed("");
  }

  @Test
  default void probeOnAWebSocketCloses() {
    expectClosed("2probe");
  }

  @Test
  default void eventWithoutArrayCloses() {
    expectClosed("42{\"a\":1}");
  }

  @Test
  default void eventWithoutNameCloses() {
    expectClosed("42[]");
  }

  @Test
  default void eventNamedNullCloses() {
    expectClosed("42[null,1]");
  }

  @Test
  default void eventNamedDisconnectCloses() {
    expectClosed("42[\"disconnect\"]");
  }

  @Test
  default void connectErrorFromAClientCloses() {
    expectClosed("44{\"message\":\"x\"}");
  }

  @Test
  default void connectWithABadPayloadCloses() {
    try (WireClient client = open()) {
      client.send("40[1]").expect("closed:1005");
    }
  }

  @Test
  default void wrongNumberOfAttachmentsCloses() {
    expectClosed("45x-[\"message\",{}]");
  }

  @Test
  default void textWhereBytesAreDueCloses() {
    try (WireClient client = join()) {
      client.send(
          "451-[\"message\",{\"eventName\":\"m\",\"message\":{\"_placeholder\":true,\"num\":0}}]");

      client.send("42[\"join\",{\"channel\":\"room\"}]").expect("closed:1005");
    }
  }

  @Test
  default void strayBytesClose() {
    try (WireClient client = join()) {
      client.sendBinary("00").expect("closed:1005");
    }
  }

  @Test
  default void pongWithoutPingIsIgnored() {
    try (WireClient client = join()) {
      client.send("3").send("6").expectNothing();
    }
  }

  @Test
  default void eventNameThatIsNullIsPassedOn() {
    try (WireClient client = join(env(), true)) {
      client.send("42[\"message\",{\"eventName\":null,\"message\":1}]");

      client.expect("42[null,{\"channel\":null,\"message\":1}]");
    }
  }

  @Test
  default void eventNameThatIsANumberIsPassedOn() {
    try (WireClient client = join(env(), true)) {
      client.send("42[\"message\",{\"eventName\":7,\"message\":1}]");

      client.expect("42[7,{\"channel\":null,\"message\":1}]");
    }
  }

  private void expectClosed(String text) {
    try (WireClient client = join()) {
      client.send(text).expect("closed:1005");
    }
  }
}
