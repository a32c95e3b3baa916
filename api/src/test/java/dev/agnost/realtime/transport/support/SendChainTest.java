package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SendChainTest {

  private final CompletableFuture<String> opened = new CompletableFuture<>();
  private final List<Throwable> failures = new ArrayList<>();
  private final SendChain<String> chain = new SendChain<>(opened, failures::add);
  private final List<CompletableFuture<Void>> sends = new ArrayList<>();

  @Test
  void theNextSendWaitsForTheOneBefore() {
    add(10);
    add(20);
    assertThat(sends).isEmpty();

    opened.complete("socket");
    assertThat(sends).hasSize(1);
    assertThat(chain.unsentBytes()).isEqualTo(30);

    sends.get(0).complete(null);
    assertThat(sends).hasSize(2);
    assertThat(chain.unsentBytes()).isEqualTo(20);

    sends.get(1).complete(null);
    assertThat(chain.unsentBytes()).isZero();
  }

  @Test
  void afterAFailureNothingMoreIsSent() {
    opened.complete("socket");
    for (int i = 0; i < 100_000; i++) { // more than a stack could hold, were they failed in turn
      add(1);
    }

    sends.get(0).completeExceptionally(new IOException("gone"));

    assertThat(sends).hasSize(1);
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0)).hasRootCauseMessage("gone");
  }

  private void add(int bytes) {
    chain.add(
        bytes,
        socket -> {
          CompletableFuture<Void> send = new CompletableFuture<>();
          sends.add(send);
          return send;
        });
  }
}
