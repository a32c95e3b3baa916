package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A transport without a network: keeps what core does, and lets the test play the server. */
public final class ScriptedTransport implements Transport {

  public final List<ScriptedConnection> connections = new ArrayList<>();

  public long maxBufferedBytes = Long.MAX_VALUE;

  /** Whether servers answer a close frame at once. */
  public boolean answersClose = true;

  /** Whether an abort is followed by its signal, as the rules demand. */
  public boolean signalsAbort = true;

  /** Thrown by {@code connect} if set. */
  public @Nullable RuntimeException connectThrows;

  public @Nullable LinkageError missingInLibrary;

  /** Runs inside of {@code connect}. */
  public Consumer<ScriptedConnection> onConnect = connection -> {};

  public int closes;

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    if (missingInLibrary != null) {
      throw missingInLibrary;
    }
    if (connectThrows != null) {
      throw connectThrows;
    }
    ScriptedConnection connection = new ScriptedConnection(this, request, listener);
    connections.add(connection);
    onConnect.accept(connection);
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

  public ScriptedConnection latest() {
    if (connections.isEmpty()) {
      throw new AssertionError("core has not connected");
    }
    return connections.get(connections.size() - 1);
  }

  /** Those that were neither closed nor aborted by core and have not ended. */
  public long live() {
    return connections.stream().filter(ScriptedConnection::isLive).count();
  }
}
