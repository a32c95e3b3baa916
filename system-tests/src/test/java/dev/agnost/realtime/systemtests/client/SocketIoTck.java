package dev.agnost.realtime.systemtests.client;

import dev.agnost.realtime.systemtests.node.JavaScriptClient;
import dev.agnost.realtime.systemtests.node.NodeAgnostServer;
import dev.agnost.realtime.systemtests.node.RequiresNode;
import dev.agnost.realtime.systemtests.node.SocketIoVersion;
import dev.agnost.realtime.tck.client.RealtimeScenarios;
import dev.agnost.realtime.tck.client.Scenarios;
import dev.agnost.realtime.testserver.AgnostServer;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/**
 * The scenarios of the kit and of the API, the rows of the documentation, and clients in Java and
 * JavaScript together, against real Socket.IO under Node.js.
 */
@RequiresNode
public abstract class SocketIoTck extends RealtimeScenarios {

  /** For subclasses. */
  protected SocketIoTck() {}

  /** The release to run. */
  protected SocketIoVersion version() {
    return SocketIoVersion.PRODUCTION;
  }

  @Override
  protected final AgnostServer startServer(Duration pingInterval, Duration pingTimeout) {
    return NodeAgnostServer.builder()
        .version(version())
        .pingInterval(pingInterval)
        .pingTimeout(pingTimeout)
        .start();
  }

  @Nested
  final class WithItsInterface extends Scenarios implements ApiScenarios {
    WithItsInterface() {
      super(SocketIoTck.this::startServer, SocketIoTck.this::configure);
    }
  }

  @Nested
  final class AsDocumented extends Scenarios
      implements DocumentationRows, DocumentationRowsOfListeners {
    AsDocumented() {
      super(SocketIoTck.this::startServer, SocketIoTck.this::configure);
    }
  }

  @Nested
  final class WithJavaScript extends Scenarios implements InteropScenarios {

    private @Nullable JavaScriptClient javaScript; // between BeforeAll and AfterAll

    WithJavaScript() {
      super(SocketIoTck.this::startServer, SocketIoTck.this::configure);
    }

    @BeforeAll
    void startJavaScript() {
      javaScript = JavaScriptClient.start();
    }

    @AfterAll
    void stopJavaScript() {
      if (javaScript != null) {
        javaScript.close();
      }
    }

    @Override
    public JavaScriptClient javaScript() {
      return Objects.requireNonNull(javaScript, "not started");
    }
  }
}
