package dev.agnost.realtime.testserver;

import dev.agnost.realtime.testserver.AgnostServer.Handshake;
import dev.agnost.realtime.testserver.AgnostServer.ReceivedEvent;
import java.util.ArrayList;
import java.util.List;

/** What the server has seen since its first start. Guarded by the lock of {@link World}. */
final class Observations {
  private final List<Handshake> handshakes = new ArrayList<>();
  private final List<ReceivedEvent> received = new ArrayList<>();
  private final List<String> fatalInputs = new ArrayList<>();
  private int acceptedConnections;

  void accepted() {
    acceptedConnections++;
  }

  int acceptedConnections() {
    return acceptedConnections;
  }

  List<Handshake> handshakes() {
    return handshakes;
  }

  List<ReceivedEvent> received() {
    return received;
  }

  List<String> fatalInputs() {
    return fatalInputs;
  }
}
