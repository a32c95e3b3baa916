package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of {@code docs/security-tests.md} that are about attempts and events. */
class SecurityRowsTest {

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "LIBRARY", mode = EnumSource.Mode.EXCLUDE) // final
  void s25_whateverFailsTheNextAttemptGoesToTheSameAddress(Kind kind) {
    Stage stage = new Stage();
    CompletableFuture<Void> unused = stage.session.open();
    stage.time.run();
    URI configured = stage.connection().request.uri();
    for (int i = 0; i < 5; i++) {
      int before = stage.transport.connections.size();
      stage.connection().fails(new TransportException(kind, "it failed", null));
      stage.time.passSeconds(700);
      assertThat(stage.transport.connections).as("attempts").hasSizeGreaterThan(before);
    }

    assertThat(stage.transport.connections)
        .allSatisfy(connection -> assertThat(connection.request.uri()).isEqualTo(configured));
  }

  @ParameterizedTest
  @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting"})
  void s12_reservedNamesOfTheServerReachNoListener(String name) {
    Stage stage = Stage.connected();

    stage.connection().says("42[\"" + name + "\",{}]").says("42[\"fine\",{}]");
    stage.time.run();

    assertThat(stage.heard).containsExactly("connect", "event fine");
  }
}
