package dev.agnost.realtime.tck.client;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.tck.server.JavaScriptClient;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Java and JavaScript in one channel. */
abstract class Interop extends Scenarios implements InteropScenarios {

  private @Nullable JavaScriptClient javaScript; // between BeforeAll and AfterAll

  Interop(ServerKind kind, UnaryOperator<AgnostClient.Builder> transport) {
    super(kind, transport);
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
