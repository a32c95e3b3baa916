package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Wishes are kept in every state and brought about at each connect (D6). */
class RestoringTest {

  @Test
  void profileThenJoinsThenQueueThenWhatListenersSend() {
    Stage stage = new Stage();
    stage.session.join("b", null);
    CompletableFuture<Void> first = stage.send("queued-1");
    stage.session.join("a", false);
    stage.session.updateProfile(Stage.encoded("{\"name\":\"ann\"}"), null);
    CompletableFuture<Void> second = stage.send("queued-2");
    stage
        .session
        .listeners()
        .onConnect(
            () -> {
              CompletableFuture<Void> unused = stage.send("by listener");
            });

    stage.connect("sid-1");

    assertThat(stage.connection().sentAfterConnect())
        .containsExactly(
            "42[\"update\",{\"data\":{\"name\":\"ann\"}}]",
            join("b"),
            "42[\"join\",{\"channel\":\"a\",\"echo\":false}]",
            Stage.frame("queued-1"),
            Stage.frame("queued-2"),
            Stage.frame("by listener"));
    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void theStateIsConnectedBeforeTheQueueIsWritten() {
    Stage stage = new Stage();
    CompletableFuture<String> sidAtHandOver =
        stage.send("say").thenApply(done -> String.valueOf(stage.session.snapshot().socketId()));

    stage.connect("sid-1");

    assertThat(sidAtHandOver).isCompletedWithValue("sid-1");
  }

  @Test
  void everyConnectionGetsTheLatestWishesOnce() {
    Stage stage = Stage.connected();
    stage.session.join("kept", null);
    stage.session.join("left", null);
    stage.session.updateProfile(Stage.encoded("1"), null);
    stage.session.updateProfile(Stage.encoded("2"), null);
    stage.session.leave("left", null);
    stage.session.join("kept", null);
    assertThat(stage.connection().sentAfterConnect())
        .containsExactly(join("kept"), join("left"), profile("1"), profile("2"), leave("left"));

    stage.connection().isLost();
    stage.time.passSeconds(2);
    stage.connection().accepts("sid-2");

    assertThat(stage.connection().sentAfterConnect()).containsExactly(profile("2"), join("kept"));
  }

  @Test
  void wishesWhileOfflineAreNotReplayedAsMessages() {
    Stage stage = Stage.connected();
    stage.session.join("a", null);
    stage.connection().isLost();
    stage.session.leave("a", null);
    stage.session.join("b", null);
    stage.session.leave("b", null);
    stage.session.join("c", null);
    stage.session.updateProfile(Stage.encoded("1"), null);
    stage.session.updateProfile(Stage.encoded("2"), null);
    stage.time.passSeconds(2);
    stage.connection().accepts("sid-2");

    assertThat(stage.connection().sentAfterConnect()).containsExactly(profile("2"), join("c"));
  }

  @Test
  void wishesOutliveAClose() {
    Stage stage = Stage.connected();
    stage.session.join("a", null);
    CompletableFuture<Void> unused = stage.session.close();
    stage.time.run();
    stage.session.join("b", null);

    stage.connect("sid-2");

    assertThat(stage.connection().sentAfterConnect()).containsExactly(join("a"), join("b"));
  }

  @Test
  void leavingAChannelThatWasNotJoinedSaysNothing() {
    Stage stage = Stage.connected();

    stage.session.leave("never", null);

    assertThat(stage.connection().sentAfterConnect()).isEmpty();
  }

  @Test
  void withoutAutoJoinOnlyTheProfileComesBack() {
    Stage stage = Stage.connected(draft -> draft.autoJoin = false);
    stage.session.join("a", null);
    stage.session.updateProfile(Stage.encoded("1"), null);
    stage.connection().isLost();
    stage.session.join("offline", null);
    stage.time.passSeconds(2);
    stage.connection().accepts("sid-2");

    assertThat(stage.connection().sentAfterConnect())
        .containsExactly(profile("1"), join("offline"));
  }

  @Test
  void listenersHearOfTheConnectionAfterTheJoinsWereWritten() {
    Stage stage = new Stage();
    stage.session.join("a", null);
    stage
        .session
        .listeners()
        .onConnect(() -> stage.heard.addAll(stage.connection().sentAfterConnect()));

    stage.connect("sid-1");

    assertThat(stage.heard).isEqualTo(List.of("connect", join("a")));
  }

  private static String join(String channel) {
    return "42[\"join\",{\"channel\":\"" + channel + "\"}]";
  }

  private static String leave(String channel) {
    return "42[\"leave\",{\"channel\":\"" + channel + "\"}]";
  }

  private static String profile(String json) {
    return "42[\"update\",{\"data\":" + json + "}]";
  }
}
