package dev.agnost.realtime.core.path;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A message passes few classes. Those that it passes are the ones that have handed it on when it
 * reaches a listener or the transport, and those that have turned it into another form; nested
 * classes count with their top-level class.
 */
class MessagePathTest {

  private static final int MOST_PASSED = 15;

  private static Object conversation = "not begun";

  @BeforeAll
  static void begin() throws Exception {
    Class<?> type = new RecordedCore().loadClass(Conversation.class.getName());
    conversation = type.getConstructor().newInstance();
  }

  @Test
  void aReceivedMessagePassesFewClassesAndTwoHandOversToTheListener() throws Exception {
    List<String> steps = run("receive");
    Set<String> passed = passed(Set.of("PacketDecoder", "IncomingEvent"));

    assertThat(steps).containsExactly("listener on room");
    assertThat(MethodEntries.handOvers()).isEqualTo(2);
    assertThat(passed).hasSizeLessThanOrEqualTo(MOST_PASSED);
    assertDocumented("receive", passed);
  }

  @Test
  void aSentMessagePassesFewClassesToTheTransport() throws Exception {
    List<String> steps = run("send");
    Set<String> passed = passed(Set.of("JacksonPayloadCodec", "PacketEncoder"));

    assertThat(steps)
        .containsExactly(
            "transport with 42[\"message\",{\"channel\":\"room\",\"eventName\":\"say\",\"message\":\"hi\"}]");
    assertThat(passed).hasSizeLessThanOrEqualTo(MOST_PASSED);
    assertDocumented("send", passed);
  }

  private static List<String> run(String direction) throws Exception {
    MethodEntries.clear();
    List<?> steps = (List<?>) conversation.getClass().getMethod(direction).invoke(conversation);
    return steps.stream().map(Object::toString).toList();
  }

  private static Set<String> passed(Set<String> converters) {
    assertThat(MethodEntries.entered()).containsAll(converters);
    Set<String> passed = new TreeSet<>(MethodEntries.passed());
    passed.addAll(converters);
    return passed;
  }

  private static void assertDocumented(String direction, Set<String> passed) throws Exception {
    String figures =
        direction
            + (": passes " + passed.size() + " classes (" + String.join(", ", passed) + ");")
            + (" methods of " + MethodEntries.entered().size() + " run");
    String guide = Files.readString(Path.of("..", "CONTRIBUTING.md")).replaceAll("[`\\s]+", " ");

    assertThat(guide).contains(figures);
  }
}
