package dev.agnost.realtime.core.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.DisconnectReason;
import dev.agnost.realtime.ErrorKind;
import dev.agnost.realtime.NotSentException;
import dev.agnost.realtime.RealtimeMetrics;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerMetricsTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final MicrometerMetrics metrics = new MicrometerMetrics(registry, Tags.of("app", "shop"));

  @Test
  void everyMeterIsNamedAfterTheProductAndHasTheTags() {
    assertThat(registry.getMeters())
        .isNotEmpty()
        .allSatisfy(
            meter -> {
              assertThat(meter.getId().getName()).startsWith("agnost.realtime.");
              assertThat(meter.getId().getTag("app")).isEqualTo("shop");
            });
  }

  @Test
  void attemptsAndTheirOutcomesAreCounted() {
    metrics.onAttempt(0);
    metrics.onAttempt(1);
    metrics.onAttemptFailed(ErrorKind.TLS);
    metrics.onConnected(Duration.ofMillis(40));

    assertThat(registry.get("agnost.realtime.attempts").counter().count()).isEqualTo(2);
    assertThat(registry.get("agnost.realtime.failures").tag("kind", "tls").counter().count())
        .isEqualTo(1);
    assertThat(registry.get("agnost.realtime.connect").timer().totalTime(TimeUnit.MILLISECONDS))
        .isEqualTo(40);
  }

  @Test
  void theGaugesTellOfAllClientsTogetherAndFallBackWhenTheyClose() {
    metrics.onConnected(Duration.ZERO);
    metrics.onConnected(Duration.ZERO);
    metrics.onQueueChanged(3, 300);
    metrics.onQueueChanged(2, 50);
    assertThat(gauge("connections")).isEqualTo(2);
    assertThat(gauge("queue.messages")).isEqualTo(5);
    assertThat(gauge("queue.size")).isEqualTo(350);

    metrics.onQueueChanged(-5, -350);
    metrics.onDisconnected(DisconnectReason.CLIENT, Duration.ofSeconds(9));
    metrics.onDisconnected(DisconnectReason.PING_TIMEOUT, Duration.ofSeconds(1));

    assertThat(gauge("connections")).isZero();
    assertThat(gauge("queue.messages")).isZero();
    assertThat(gauge("queue.size")).isZero();
    assertThat(
            registry
                .get("agnost.realtime.connection")
                .tag("reason", "ping_timeout")
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  void messagesAreSummedUpInBytes() {
    metrics.onMessageSent(100);
    metrics.onMessageSent(20);
    metrics.onMessageReceived(7);
    metrics.onMessageDropped(NotSentException.Reason.OVERFLOW);

    assertThat(registry.get("agnost.realtime.sent").summary().totalAmount()).isEqualTo(120);
    assertThat(registry.get("agnost.realtime.received").summary().count()).isEqualTo(1);
    assertThat(registry.get("agnost.realtime.dropped").tag("reason", "overflow").counter().count())
        .isEqualTo(1);
  }

  @Test
  void timesAreTimed() {
    metrics.onCallback(2_000_000);
    metrics.onPing(Duration.ofSeconds(10), Duration.ofMillis(-3));
    metrics.onOutageEnded(Duration.ofSeconds(3));
    metrics.onReadingPaused();
    metrics.onReadingResumed(Duration.ofSeconds(4));
    metrics.onUnusableEvent();

    assertThat(millis("callbacks")).isEqualTo(2);
    assertThat(millis("ping.interval")).isEqualTo(10_000);
    assertThat(millis("ping.lateness")).isZero();
    assertThat(millis("outage")).isEqualTo(3_000);
    assertThat(millis("paused")).isEqualTo(4_000);
    assertThat(registry.get("agnost.realtime.unusable").counter().count()).isEqualTo(1);
  }

  @Test
  void everythingThatCanBeHeardIsBound() {
    List<String> ignored = List.of("onReadingPaused"); // the timer tells when it ends

    assertThat(
            Arrays.stream(RealtimeMetrics.class.getDeclaredMethods())
                .map(Method::getName)
                .filter(name -> !ignored.contains(name)))
        .allSatisfy(
            name ->
                assertThat(MicrometerMetrics.class.getDeclaredMethods())
                    .extracting(Method::getName)
                    .contains(name));
  }

  @Test
  void closedMetricsLeaveNothingInTheRegistry() {
    metrics.close();

    assertThat(registry.getMeters()).extracting(Meter::getId).isEmpty();
  }

  private double gauge(String name) {
    return registry.get("agnost.realtime." + name).gauge().value();
  }

  private double millis(String name) {
    return registry.get("agnost.realtime." + name).timer().totalTime(TimeUnit.MILLISECONDS);
  }
}
