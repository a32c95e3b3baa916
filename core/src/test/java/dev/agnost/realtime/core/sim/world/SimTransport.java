package dev.agnost.realtime.core.sim.world;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import java.util.ArrayList;
import java.util.List;

/**
 * The transport of one client. It keeps the rules of the SPI, except where a fault demands
 * otherwise.
 */
final class SimTransport implements Transport {

  private final World world;
  private final ClientHarness harness;
  private final long maxBufferedBytes;
  private final List<SimConnection> live = new ArrayList<>();
  private long epochs;
  private int closes;

  SimTransport(World world, ClientHarness harness, long maxBufferedBytes) {
    this.world = world;
    this.harness = harness;
    this.maxBufferedBytes = maxBufferedBytes;
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    if (closes > 0) {
      throw new AssertionError("connect after the transport was given back");
    }
    epochs++;
    SimConnection connection = new SimConnection(world, harness, this, epochs, listener);
    live.add(connection);
    harness.record().wire(epochs, Kind.WIRE_ATTEMPT);
    connection.begin();
    return connection;
  }

  @Override
  public long maxBufferedBytes() {
    return maxBufferedBytes;
  }

  @Override
  public void close() {
    closes++;
  }

  void ended(SimConnection connection) {
    live.remove(connection);
  }

  /** Those that hold resources. */
  List<SimConnection> live() {
    return live;
  }

  void lookAtDemand() {
    for (int i = 0; i < live.size(); i++) {
      live.get(i).lookAtDemand();
    }
  }

  long epoch() {
    return epochs;
  }
}
