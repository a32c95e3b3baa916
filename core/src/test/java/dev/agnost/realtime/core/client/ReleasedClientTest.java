package dev.agnost.realtime.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionFailedException;
import dev.agnost.realtime.ConnectionState;
import dev.agnost.realtime.MembersException;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportListener;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client does that was the last of its process and has given everything back. */
class ReleasedClientTest {

  private final AgnostClient client =
      AgnostClient.builder("http://localhost/env-1", "key")
          .autoConnect(false)
          .transport(new Unused())
          .build();
  private final Realtime rt = client.realtime();

  @BeforeEach
  void releaseTheProcessResources() throws Exception {
    done(client.closeAsync());
  }

  @Test
  void itsStateIsClosed() {
    assertThat(client.state()).isEqualTo(ConnectionState.CLOSED);
  }

  @Test
  void askingForTheStateDoesNotConnect() {
    try (AgnostClient another =
        AgnostClient.builder("http://localhost/env-1", "key").transport(new Unused()).build()) {
      assertThat(another.state()).isEqualTo(ConnectionState.IDLE);
      assertThat(another.toString()).contains("IDLE");
      assertThat(another.state()).isEqualTo(ConnectionState.IDLE);
    }
  }

  @Test
  void closingItAgainIsDoneAtOnce() throws Exception {
    done(client.closeAsync());
    done(client.closeAsync());
  }

  @Test
  void closingItsConnectionIsDoneAtOnce() throws Exception {
    done(rt.close());
  }

  @Test
  void openingFailsAndSaysWhy() {
    assertThatThrownBy(() -> done(rt.open()))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ConnectionFailedException.class)
        .hasMessageContaining("AGN-222");
  }

  @Test
  void sendingFailsAndSaysWhy() {
    assertThatThrownBy(() -> done(rt.send("chat", "say", "hi")))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(NotSentException.class)
        .hasMessageContaining("closed for good");
  }

  @Test
  void askingForMembersFailsTheFutureAndDoesNotThrow() {
    Throwable thrown = catchThrowable(() -> done(rt.getMembers("chat")));

    assertThat(thrown).isInstanceOf(ExecutionException.class);
    assertThat(thrown.getCause())
        .isInstanceOf(MembersException.class)
        .hasMessageContaining("closed for good");
  }

  private static void done(CompletionStage<?> stage) throws Exception {
    try {
      Object unused = stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (CompletionException wrapped) {
      throw new AssertionError("thrown by the call itself", wrapped);
    }
  }

  /** A transport that nobody asks for a connection. */
  private static final class Unused implements Transport {
    @Override
    public TransportConnection connect(ConnectRequest request, TransportListener listener) {
      throw new AssertionError("nobody may connect");
    }

    @Override
    public void close() {
      throw new AssertionError("it is borrowed");
    }
  }
}
