package dev.agnost.realtime.systemtests.contract;

import org.junit.jupiter.api.Test;

/** Events are handled after look-ups, in order, and only as long as their connection lives. */
interface EventPathContract extends ContractServer {

  @Test
  default void anEchoedJoinComesBehindTheEffectOfAllEventsBeforeIt() {
    try (WireClient sender = join();
        WireClient receiver = join()) {
      for (int i = 0; i < 300; i++) {
        sender.send("42[\"message\",{\"eventName\":\"say\",\"message\":" + i + "}]");
      }
      sender.send("42[\"join\",{\"channel\":\"barrier\",\"echo\":true}]");
      sender.expect(
          "42[\"channel:join\",{\"channel\":\"barrier\",\"message\":{\"id\":\"%s\"}}]"
              .formatted(sender.id()));
      sender.send("41");

      for (int i = 0; i < 300; i++) {
        receiver.expect("42[\"say\",{\"channel\":null,\"message\":" + i + "}]");
      }
    }
  }

  @Test
  default void anEventBehindConnectEndsTheConnection() {
    try (WireClient client = open()) {
      client.send("40" + credentials(env(), false)).send("42[\"message\",{\"eventName\":\"say\"}]");

      client.expect("closed:1005");
    }
  }
}
