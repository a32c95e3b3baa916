package dev.agnost.realtime.transport.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PongsTest {

  private static final int MAX = 1_000;

  private final Pongs pongs = new Pongs();

  @Test
  void theLatestPingIsAnsweredLastWhenThereAreTooMany() {
    for (int i = 0; i < MAX; i++) {
      assertThat(pongs.admit(new byte[] {1})).isTrue();
    }
    assertThat(pongs.admit(new byte[] {2})).isFalse();
    assertThat(pongs.admit(new byte[] {3})).isFalse();

    for (int i = 1; i < MAX; i++) {
      assertThat(pongs.next()).isNull();
    }
    assertThat(pongs.next()).containsExactly(3);
  }

  @Test
  void aPingThatIsAdmittedLaterMakesTheOneKeptBackNeedless() {
    for (int i = 0; i < MAX; i++) {
      pongs.admit(new byte[] {1});
    }
    pongs.admit(new byte[] {2});
    pongs.next();
    assertThat(pongs.admit(new byte[] {3})).isTrue();

    for (int i = 0; i < MAX; i++) {
      assertThat(pongs.next()).isNull();
    }
  }
}
