package dev.agnost.realtime.core.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.agnost.realtime.TransportSelectionException;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What is found on class paths with none, one, two, broken and foreign transports. */
class TransportSelectorTest {

  private static final Set<TransportOption> NOTHING_SET = Set.of();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path directory;

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final List<URLClassLoader> opened = new ArrayList<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.agnost.realtime");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final OncePerMessage said = new OncePerMessage();

  TransportSelectorTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeEach
  void listenToTheLog() {
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
  }

  @AfterEach
  void tidyUp() throws IOException {
    logger.detachAppender(log);
    logger.setLevel(null);
    Thread.currentThread().setContextClassLoader(before);
    for (URLClassLoader loader : opened) {
      loader.close();
    }
  }

  @Test
  void withoutAnyTransportTheMessageNamesTheArtifactsToAdd() {
    expect("AGN-101", null, NOTHING_SET)
        .hasMessageContaining(
            "No realtime transport found. Add one of agnost-realtime-transport-netty, -jetty or"
                + " -okhttp to the runtime class path or module path, or pass one with"
                + " AgnostClient.Builder.transport(…). Looked for TransportProvider services with"
                + " loader ")
        .hasMessageEndingWith("docs/errors.md#agn-101");
  }

  @Test
  void aNameWithoutAnyTransportIsTheSameProblem() {
    expect("AGN-101", "netty", NOTHING_SET).hasMessageContaining("No realtime transport found");
  }

  @Test
  void theOnlyTransportIsTakenWithoutAWord() throws IOException {
    present(Artifact.transport(directory.resolve("one"), "one", 100, 1));

    assertThat(selected(null)).isEqualTo("one");
    assertThat(log.list).isEmpty();
  }

  @Test
  void ofTwoTheHigherPriorityIsTakenAndTheLogSaysHowToChoose() throws IOException {
    present(
        Artifact.transport(directory.resolve("low.jar"), "low", 100, 1),
        Artifact.transport(directory.resolve("high.jar"), "high", 300, 1));

    assertThat(selected(null)).isEqualTo("high");
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getLevel()).isEqualTo(Level.INFO);
    assertThat(log.list.get(0).getFormattedMessage())
        .isEqualTo(
            "AGN-102 Found 2 transports: high (fake.HighProvider, high.jar), low"
                + " (fake.LowProvider, low.jar). Taking high, which has the highest priority."
                + " Choose one: builder.transport(\"high\"), -Dagnost.realtime.transport=high, or"
                + " keep only one artifact.");
  }

  @Test
  void theSameChoiceIsLoggedOnceInAProcessAndAnotherOneAgain() throws IOException {
    String here = directory.getFileName().toString(); // no other test can have said it
    present(
        Artifact.transport(directory.resolve(here), "low", 100, 1),
        Artifact.transport(directory.resolve("high.jar"), "high", 300, 1));
    for (int client = 0; client < 3; client++) {
      new TransportSelector().select(null, null, NOTHING_SET);
    }
    assertThat(log.list).hasSize(1);

    present(
        Artifact.transport(directory.resolve(here + "-new"), "low", 100, 1),
        Artifact.transport(directory.resolve("high.jar"), "high", 300, 1));
    new TransportSelector().select(null, null, NOTHING_SET);

    assertThat(log.list).hasSize(2);
  }

  @Test
  void whatWasLoggedKeepsNoLoaderOfAnApplicationAlive() throws Exception {
    WeakReference<ClassLoader> loader = loaderOfAnApplicationThatChoseAndWent();

    long start = System.nanoTime();
    while (loader.get() != null) {
      assertThat(System.nanoTime() - start).isLessThan(PATIENCE.toNanos());
      System.gc();
    }
    assertThat(said.isNew(log.list.get(0).getFormattedMessage())).as("said").isFalse();
  }

  @Test
  void theMemoryOfWhatWasLoggedIsBoundedAndNothingNewIsKeptBack() {
    for (int i = 0; i < 200; i++) {
      assertThat(said.isNew("choice " + i)).isTrue();
    }

    assertThat(said.isNew("choice 0")).isFalse();
    assertThat(said.isNew("choice 199")).as("not remembered").isTrue();
  }

  @Test
  void aNamedTransportIsTakenWithoutAWord() throws IOException {
    present(
        Artifact.transport(directory.resolve("low"), "low", 100, 1),
        Artifact.transport(directory.resolve("high"), "high", 300, 1));

    assertThat(selected("low")).isEqualTo("low");
    assertThat(new TransportSelector().select(null, "low", NOTHING_SET).name()).isEqualTo("low");
    assertThat(new TransportSelector().select("high", "low", NOTHING_SET).name()).isEqualTo("high");
    assertThat(log.list).isEmpty();
  }

  @Test
  void anUnknownNameListsThosePresentAndGuesses() throws IOException {
    present(
        Artifact.transport(directory.resolve("netty"), "netty", 300, 1),
        Artifact.transport(directory.resolve("okhttp"), "okhttp", 100, 1));

    assertThatThrownBy(() -> new TransportSelector().select(null, "nety", NOTHING_SET))
        .isInstanceOf(TransportSelectionException.class)
        .hasMessageContaining(
            "AGN-104 Transport \"nety\" (from system property agnost.realtime.transport) is not"
                + " present. Present: netty, okhttp. Did you mean \"netty\"?");
    expect("AGN-104", "undertow", NOTHING_SET)
        .hasMessageContaining("Transport \"undertow\" (from builder.transport(..)) is not present.")
        .hasMessageContaining("META-INF/services must be merged, and jlink needs --bind-services")
        .message()
        .doesNotContain("Did you mean");
  }

  @Test
  void anOptionThatTheTransportDoesNotKnowIsRefusedByName() throws IOException {
    present(Artifact.transport(directory.resolve("one"), "one", 100, 1));

    expect("AGN-103", null, Set.of(TransportOption.SSL_CONTEXT, TransportOption.PROXY))
        .hasMessageContaining(
            "AGN-103 Transport \"one\" does not support option PROXY, which this client sets.");
    assertThat(
            new TransportSelector().select(null, null, Set.of(TransportOption.SSL_CONTEXT)).name())
        .isEqualTo("one");
  }

  @Test
  void aTransportWhoseLibraryIsMissingSaysWhatIsMissing() throws IOException {
    present(Artifact.broken(directory.resolve("broken"), "broken"));

    expect("AGN-105", null, NOTHING_SET)
        .hasMessageContaining("could not be loaded: ")
        .hasMessageContaining("lib.Engine")
        .hasMessageContaining("Is its library on the class path? Others present: none.")
        .satisfies(thrown -> assertThat(thrown.getCause()).isNotNull());
  }

  @Test
  void aBrokenTransportDoesNotHideAnother() throws IOException {
    present(
        Artifact.broken(directory.resolve("broken"), "broken"),
        Artifact.transport(directory.resolve("sound"), "sound", 100, 1));

    assertThat(selected(null)).isEqualTo("sound");
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getLevel()).isEqualTo(Level.WARN);
    assertThat(log.list.get(0).getFormattedMessage())
        .startsWith("AGN-105 Transport provider ")
        .contains("lib.Engine", "Others present: sound.");
    expect("AGN-104", "broken", NOTHING_SET).hasMessageContaining("lib.Engine");
  }

  @Test
  void anEntryWithoutAClassDoesNotHideAnother() throws IOException {
    Artifact sound = Artifact.transport(directory.resolve("sound"), "sound", 100, 1);
    present(new Artifact(directory.resolve("ghost")).service("fake.Ghost"), sound);

    assertThat(selected(null)).isEqualTo("sound");
  }

  @Test
  void aProviderThatThrowsWhenMadeIsBroken() throws IOException {
    String text =
        Artifact.provider("AngryProvider", "", "angry", 1, 1)
            .replaceFirst("\\{", "{ public AngryProvider() { throw new Error(\"no mood\"); }");
    present(
        new Artifact(directory.resolve("angry"))
            .source("fake.AngryProvider", text)
            .service("fake.AngryProvider"));

    expect("AGN-105", null, NOTHING_SET)
        .hasMessageContaining("AGN-105 Transport provider fake.AngryProvider could not be loaded:")
        .hasMessageContaining("no mood");
  }

  @Test
  void aTransportOfAnotherSpiVersionIsRefused() throws IOException {
    present(Artifact.transport(directory.resolve("x"), "x", 900, 2));

    expect("AGN-106", null, NOTHING_SET)
        .hasMessageContaining(
            "AGN-106 Transport \"x\" was built for transport SPI 2; this core supports 1.");
    expect("AGN-106", "x", NOTHING_SET).hasMessageContaining("transport SPI 2");
  }

  @Test
  void aTransportOfAnotherSpiVersionDoesNotHideOneOfThis() throws IOException {
    present(
        Artifact.transport(directory.resolve("x"), "x", 900, 2),
        Artifact.transport(directory.resolve("sound"), "sound", 100, 1));

    assertThat(selected(null)).isEqualTo("sound");
  }

  @Test
  void aProviderAnnouncedTwiceIsOneProvider() throws IOException {
    present(
        Artifact.transport(directory.resolve("one"), "one", 100, 1)
            .service("fake.OneProvider", "fake.OneProvider"));

    assertThat(selected(null)).isEqualTo("one");
    assertThat(log.list).isEmpty();
  }

  @Test
  void aThreadWithoutAContextLoaderFindsNoneButDoesNotFail() {
    Thread.currentThread().setContextClassLoader(null);

    expect("AGN-101", null, NOTHING_SET).hasMessageContaining("No realtime transport found");
  }

  private WeakReference<ClassLoader> loaderOfAnApplicationThatChoseAndWent() throws IOException {
    present(
        Artifact.transport(directory.resolve("low"), "low", 100, 1),
        Artifact.transport(directory.resolve("high"), "high", 300, 1));
    assertThat(selected(null)).isEqualTo("high");
    Thread.currentThread().setContextClassLoader(before);
    URLClassLoader loader = opened.remove(0);
    loader.close();
    return new WeakReference<>(loader);
  }

  private void present(Artifact... artifacts) throws IOException {
    URL[] urls = new URL[artifacts.length];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = artifacts[i].url();
    }
    URLClassLoader loader = new URLClassLoader(urls, before);
    opened.add(loader);
    Thread.currentThread().setContextClassLoader(loader);
  }

  private String selected(@Nullable String named) {
    TransportProvider provider = new TransportSelector(said).select(named, null, NOTHING_SET);
    return provider.name();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> expect(
      String code, @Nullable String named, Set<TransportOption> options) {
    return assertThatThrownBy(() -> new TransportSelector().select(named, null, options))
        .isInstanceOf(TransportSelectionException.class)
        .hasMessageStartingWith(code)
        .hasFieldOrPropertyWithValue("code", code);
  }
}
