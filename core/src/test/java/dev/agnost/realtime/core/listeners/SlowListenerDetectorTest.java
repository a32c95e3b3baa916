package dev.agnost.realtime.core.listeners;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.agnost.realtime.StateChange;
import dev.agnost.realtime.core.runtime.Stage;
import dev.agnost.realtime.core.runtime.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A listener that blocks is named once, and once more when it has returned. */
class SlowListenerDetectorTest {

  private final VirtualTime time = new VirtualTime();
  private final SlowListenerDetector watch = new SlowListenerDetector(time);
  private final ListenerRef slow = new ListenerRef("say", new Slow());
  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger log = (Logger) LoggerFactory.getLogger("dev.agnost.realtime");

  private final Level before = log.getLevel();

  @BeforeEach
  void listenToTheLog() {
    log.setLevel(Level.INFO);
    appender.start();
    log.addAppender(appender);
  }

  @AfterEach
  void leaveTheLog() {
    log.detachAppender(appender);
    log.setLevel(before);
  }

  @Test
  void aListenerThatBlocksIsNamedOnceAndOnceMoreWhenItReturns() {
    watch.begins(slow);
    time.passSeconds(5);
    assertThat(lines()).isEmpty();

    time.passSeconds(2);
    assertThat(lines()).hasSize(1);
    assertThat(lines().get(0))
        .startsWith("WARN a listener of say (" + Slow.class.getName() + ") has not returned");
    time.passSeconds(60);
    assertThat(lines()).hasSize(1);
    assertThat(time.armed()).isZero();

    watch.ended();
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(1)).startsWith("INFO the listener of say (" + Slow.class.getName());
  }

  @Test
  void eachBlockingIsNamed() {
    for (int i = 0; i < 3; i++) {
      watch.begins(slow);
      time.passSeconds(10);
      watch.ended();
    }

    assertThat(lines()).hasSize(6);
  }

  @Test
  void manyShortCallsOfOneListenerAreNotABlocking() {
    for (int i = 0; i < 100; i++) {
      watch.begins(slow);
      time.passMillis(990);
      watch.ended();
    }

    assertThat(lines()).isEmpty();
    time.passSeconds(2);
    assertThat(time.armed()).isZero();
  }

  @Test
  void nothingIsScheduledForACall() {
    for (int i = 0; i < 1_000; i++) {
      watch.begins(slow);
      watch.ended();
    }

    assertThat(time.armed()).isEqualTo(1);
  }

  @Test
  void atRestThereIsNoTimer() {
    watch.begins(slow);
    watch.rest();
    assertThat(time.armed()).isZero();
    watch.ended();
    watch.begins(slow);
    watch.ended();
    assertThat(time.armed()).isZero();

    watch.wake();
    watch.begins(slow);
    time.passSeconds(7);
    assertThat(lines()).hasSize(1);
  }

  @Test
  void listenersOfTheConnectionAreWatchedAndTheLogShowsNoContent() {
    Stage stage = Stage.connected(draft -> draft.base = Duration.ofHours(1));
    Consumer<StateChange> blocks = new BlocksFor(stage.time, Duration.ofSeconds(8));
    stage.session.listeners().onStateChange(blocks);

    stage.connection().isLost();
    stage.time.run();

    assertThat(lines().stream().filter(line -> line.contains("onStateChange")))
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).contains(BlocksFor.class.getName()));
  }

  private List<String> lines() {
    return appender.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
        .filter(event -> event.getFormattedMessage().contains("listener"))
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  private static final class Slow {
    @Override
    public String toString() {
      throw new AssertionError("listeners may show anything: only the class is named");
    }
  }

  /** Lets time go by while it runs. */
  private record BlocksFor(VirtualTime time, Duration duration) implements Consumer<StateChange> {
    @Override
    public void accept(StateChange change) {
      time.pass(duration);
    }
  }
}
