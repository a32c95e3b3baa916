package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.ListenerError;
import dev.agnost.realtime.RealtimeMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The channels that a client wants to be in, as it can be asked at any time. */
class JoinedChannelsTest {

  @Test
  void theyAreInOrderOfTheirFirstJoinWhateverTheState() {
    Stage stage = new Stage();
    stage.session.join("b", null);
    stage.session.join("a", null);
    stage.session.join("b", true);
    assertThat(stage.session.joinedChannels()).containsExactly("b", "a");

    stage.connect("sid-1");
    stage.session.join("c", null);
    stage.session.leave("b", null);
    stage.session.join("b", null);
    assertThat(stage.session.joinedChannels()).containsExactly("a", "c", "b");

    CompletableFuture<Void> unused = stage.session.close();
    stage.time.run();
    assertThat(stage.session.joinedChannels()).containsExactly("a", "c", "b");
  }

  @Test
  void withoutRejoiningTheyAreForgottenWithTheConnection() {
    Stage stage = Stage.connected(draft -> draft.autoJoin = false);
    stage.session.join("a", null);
    assertThat(stage.session.joinedChannels()).containsExactly("a");

    CompletableFuture<Void> unused = stage.session.close();
    stage.time.run();
    assertThat(stage.session.joinedChannels()).isEmpty();
  }

  @Test
  void aJoinThatIsNotCarriedOutYetCounts() {
    AtomicReference<Session> session = new AtomicReference<>();
    List<Set<String>> seen = new ArrayList<>();
    Stage stage =
        new Stage(
            draft ->
                draft.metrics =
                    new RealtimeMetrics() {
                      @Override
                      public void onAttempt(long number) { // called while inputs are handled
                        Session present = Objects.requireNonNull(session.get());
                        present.join("a", null);
                        seen.add(present.joinedChannels());
                        present.leave("b", null);
                        seen.add(present.joinedChannels());
                      }
                    });
    session.set(stage.session);
    stage.session.join("b", null);

    stage.opening();

    assertThat(seen).containsExactly(Set.of("a", "b"), Set.of("a"));
    assertThat(stage.session.joinedChannels()).containsExactly("a");
  }

  @Test
  void theyCannotBeChangedThroughTheResult() {
    Stage stage = new Stage();
    assertThatThrownBy(() -> stage.session.joinedChannels().add("a"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void whatAConnectionListenerThrowsIsReported() {
    Stage stage = new Stage();
    List<ListenerError> reported = new ArrayList<>();
    stage.session.listeners().onListenerError(reported::add);
    Runnable bad =
        () -> {
          throw new IllegalStateException("thrown by onConnect of a test");
        };
    stage.session.listeners().onConnect(bad);

    stage.connect("sid-1");

    assertThat(reported).hasSize(1);
    assertThat(reported.get(0).event()).isEqualTo("onConnect");
    assertThat(reported.get(0).channel()).isNull();
    assertThat(reported.get(0).listener()).isSameAs(bad);
    assertThat(reported.get(0).cause()).hasMessage("thrown by onConnect of a test");
  }
}
