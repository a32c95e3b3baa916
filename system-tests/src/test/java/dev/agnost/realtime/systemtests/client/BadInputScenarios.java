package dev.agnost.realtime.systemtests.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.InvalidConfigurationException;
import dev.agnost.realtime.Realtime;
import dev.agnost.realtime.tck.client.ScenarioContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is refused at once, and in which words. */
interface BadInputScenarios extends ScenarioContext {

  /** Base URLs that connect nowhere, and a word that the message must have. */
  Map<String, String> BAD_URLS =
      Map.ofEntries(
          Map.entry("", "missing"),
          Map.entry("   ", "missing"),
          Map.entry("https://cluster.example.com", "environment id"),
          Map.entry("https://cluster.example.com/", "environment id"),
          Map.entry("https://cluster.example.com/env/more", "segments"),
          Map.entry("ftp://cluster.example.com/env", "https://"),
          Map.entry("cluster.example.com/env", "https://"),
          Map.entry("https:///env", "host"),
          Map.entry("https://user:password@cluster.example.com/env", "user info"),
          Map.entry("https://cluster.example.com/env?x=1", "query"),
          Map.entry("https://cluster.example.com/env#part", "fragment"),
          Map.entry("https://cluster.example.com:0/env", "port"),
          Map.entry("https://cluster.example.com/e\nnv", "control"),
          Map.entry("https://cluster.example.com/e nv", "blank"));

  @Test
  default void badBaseUrlIsRefusedAndTheMessageSaysWhy() {
    BAD_URLS.forEach(
        (url, word) -> {
          InvalidConfigurationException thrown = refused(AgnostClient.builder(url, KEY));

          assertEquals(1, thrown.problems().size(), () -> url + ": " + thrown.problems());
          expectWord(word, thrown);
          assertFalse(String.valueOf(thrown.getMessage()).contains("password"), "the password");
        });
  }

  @Test
  default void goodBaseUrlsAreAccepted() {
    for (String url :
        List.of(
            "https://cluster.example.com/env-abc",
            " https://cluster.example.com:8080/env_abc/ ",
            "HTTPS://cluster.example.com/env.abc",
            "http://localhost/env",
            "http://127.0.0.1:8080/env",
            "http://[::1]:8080/env")) {
      closing(configured(AgnostClient.builder(url, KEY)).build());
    }
  }

  @Test
  default void credentialsDoNotTravelUnencryptedToAnotherMachineUnlessThatIsAllowed() {
    String url = "http://cluster.example.com/env";

    expectWord("allowUnencrypted", refused(AgnostClient.builder(url, KEY)));
    closing(configured(AgnostClient.builder(url, KEY).allowUnencrypted(true)).build());
  }

  @Test
  default void blankKeyIsRefused() {
    for (String key : List.of("", "  ")) {
      expectWord("API key", refused(AgnostClient.builder(server().baseUrl(env()), key)));
    }
  }

  @Test
  default void optionsOutOfRangeAreRefusedByName() {
    Duration negative = Duration.ofMillis(-1);
    Map<String, UnaryOperator<AgnostClient.Builder>> mistakes =
        Map.ofEntries(
            Map.entry("reconnectionDelay", options -> options.reconnectionDelay(negative)),
            Map.entry("timeout", options -> options.timeout(Duration.ZERO)),
            Map.entry("maxQueuedAge", options -> options.maxQueuedAge(negative)),
            Map.entry("maxQueuedMessages", options -> options.maxQueuedMessages(0)),
            Map.entry("maxQueuedBytes", options -> options.maxQueuedBytes(0)),
            Map.entry("maxInboundMessageBytes", options -> options.maxInboundMessageBytes(0)),
            Map.entry("maxOutboundMessageBytes", options -> options.maxOutboundMessageBytes(-1)),
            Map.entry("maxPendingMessages", options -> options.maxPendingMessages(0)),
            Map.entry("maxPendingBytes", options -> options.maxPendingBytes(0)));

    mistakes.forEach(
        (name, mistake) -> {
          InvalidConfigurationException thrown = refused(mistake.apply(builder()));

          assertEquals(1, thrown.problems().size(), () -> name + ": " + thrown.problems());
          expectWord(name, thrown);
        });
  }

  @Test
  default void allMistakesAreInOneMessage() {
    InvalidConfigurationException thrown =
        refused(
            AgnostClient.builder("ftp://cluster.example.com", " ")
                .timeout(Duration.ZERO)
                .maxQueuedMessages(0));

    assertEquals(5, thrown.problems().size(), () -> "problems " + thrown.problems());
    assertTrue(
        String.valueOf(thrown.getMessage()).startsWith("AGN-110 "), () -> "" + thrown.getMessage());
    thrown.problems().forEach(problem -> expectWord(problem, thrown));
  }

  @Test
  default void eventNamesThatKillTheServerAreRefused() {
    Realtime rt = idle().rt;
    for (String name :
        List.of(
            "connect",
            "connect_error",
            "disconnect",
            "disconnecting",
            "newListener",
            "removeListener")) {
      expectRefusedName(() -> rt.send("room", name, 1).isDone(), name);
      expectRefusedName(() -> rt.send("room", name, 1, true).isDone(), name);
      expectRefusedName(() -> rt.broadcast(name, 1).isDone(), name);
      expectRefusedName(() -> rt.broadcast(name, 1, true).isDone(), name);
    }
  }

  @Test
  default void eventNamesOfThePlatformAreRefused() {
    Realtime rt = idle().rt;
    for (String name : List.of("channel:join", "channel:any", "user:signin", "user:")) {
      expectRefusedName(() -> rt.send("room", name, 1).isDone(), name.substring(0, 4));
      expectRefusedName(() -> rt.broadcast(name, 1).isDone(), name.substring(0, 4));
    }
  }

  @Test
  default void missingNamesAreRefused() {
    Realtime rt = idle().rt;
    for (String blank : List.of("", " \t")) {
      List<Consumer<Realtime>> calls =
          List.of(
              it -> it.send(blank, "say", 1).isDone(),
              it -> it.send("room", blank, 1).isDone(),
              it -> it.broadcast(blank, 1).isDone(),
              it -> it.join(blank),
              it -> it.leave(blank),
              it -> it.on(blank, message -> {}),
              it -> it.getMembers(blank).isDone());
      for (Consumer<Realtime> call : calls) {
        expectRefusedName(() -> call.accept(rt), "missing");
      }
    }
  }

  private InvalidConfigurationException refused(AgnostClient.Builder options) {
    return assertThrows(
        InvalidConfigurationException.class, () -> closing(configured(options).build()));
  }

  private static void expectWord(String word, InvalidConfigurationException thrown) {
    String message = String.valueOf(thrown.getMessage());
    assertTrue(
        message.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT)),
        () -> "no \"" + word + "\" in: " + message);
  }

  private static void expectRefusedName(Runnable call, String word) {
    IllegalArgumentException thrown = assertThrows(IllegalArgumentException.class, call::run);
    String message = String.valueOf(thrown.getMessage());
    assertTrue(message.startsWith("AGN-310 "), message);
    assertTrue(message.contains(word), () -> "no \"" + word + "\" in: " + message);
  }
}
