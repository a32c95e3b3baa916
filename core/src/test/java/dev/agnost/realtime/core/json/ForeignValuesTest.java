package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import dev.agnost.realtime.PayloadException;
import jakarta.json.Json;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.StringTokenizer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kotlin.Unit;
import kotlin.sequences.SequencesKt;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** What Jackson would write as {@code {}} or as its getters, though it is no bean. */
class ForeignValuesTest {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  record Named(String name, Object value) {}

  private static final String TREE = "{\"a\":[1,2.5,null,\"x\\\"y\",true],\"b\":{\"c\":{}}}";

  /** The same document in the trees of the libraries that applications have. */
  private static Stream<Object> trees() {
    return Stream.of(
        new JSONObject(TREE),
        JsonParser.parseString(TREE),
        new tools.jackson.databind.ObjectMapper().readTree(TREE),
        Json.createReader(new StringReader(TREE)).readObject(),
        com.eclipsesource.json.Json.parse(TREE),
        new JsonNode(TREE));
  }

  @ParameterizedTest
  @MethodSource("trees")
  void aTreeOfAnotherLibraryIsWrittenAsTheJsonThatItHolds(Object tree) throws IOException {
    ObjectMapper reader = new ObjectMapper();

    assertThat(reader.readTree(json(codec, tree))).isEqualTo(reader.readTree(TREE));
    assertThat(reader.readTree(json(codec, new Named("n", List.of(tree)))))
        .isEqualTo(reader.readTree("{\"name\":\"n\",\"value\":[" + TREE + "]}"));
  }

  static Stream<Arguments> leaves() {
    return Stream.of(
        arguments(JSONObject.NULL, "null"),
        arguments(new JSONArray("[1]"), "[1]"),
        arguments(new JsonPrimitive("x\"y"), "\"x\\\"y\""),
        arguments(JsonNull.INSTANCE, "null"),
        arguments(StringNode.valueOf("x\"y"), "\"x\\\"y\""),
        arguments(Json.createValue("x\"y"), "\"x\\\"y\""),
        arguments(JsonValue.NULL, "null"));
  }

  @ParameterizedTest
  @MethodSource("leaves")
  void aLeafOfATreeIsAValue(Object leaf, String expected) {
    assertThat(json(codec, leaf)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{bad", "{a:1}", "{'a':1}", "", "NaN", "1 2", "5", "x"})
  void aTreeThatPrintsNoJsonIsRefused(String text) {
    assertThatThrownBy(() -> codec.encode(Map.of("a", new JsonNode(text))))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("AGN-401");
  }

  /** What Jackson would create and leave empty. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        JSONObject.class,
        JsonObject.class,
        ObjectNode.class,
        jakarta.json.JsonObject.class,
        com.eclipsesource.json.JsonObject.class,
        BitSet.class,
        CompletableFuture.class,
        Random.class
      })
  void aPayloadIsNotReadIntoWhatIsNoBean(Class<?> type) {
    assertThatThrownBy(() -> codec.decode(codec.encode(Map.of("a", 1)), type))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("AGN-402")
        .hasMessageContaining("parse asJson() with its library");
  }

  /** Any annotation makes Jackson write {@code {}}, and Kotlin annotates all of its classes. */
  @Test
  void nothingIsWrittenAsAnEmptyObjectUnlessAnAnnotationOfJacksonSaysSo() {
    @Deprecated
    final class Hidden {}

    @JsonAutoDetect
    final class Shown {}

    for (Object hidden : List.of(new Hidden(), new Object(), anonymous())) {
      assertThatThrownBy(() -> codec.encode(hidden))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining(hidden.getClass().getName() + " has no JSON form");
    }
    assertThat(json(codec, new Shown())).isEqualTo("{}");
    assertThat(json(new JacksonPayloadCodec(lenient()), new Hidden())).isEqualTo("{}");
  }

  private static Supplier<String> anonymous() {
    return new Supplier<>() {
      @Override
      public String get() {
        return "x";
      }
    };
  }

  private static ObjectMapper lenient() {
    return new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
  }

  @Test
  void textOfAnyClassIsText() {
    CharSequence text = new StringCharacters("abc");

    assertThat(json(codec, new Named("n", text))).contains("\"value\":\"abc\"");
  }

  private record StringCharacters(String text) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A tree of a library that the SDK does not list. */
  static final class JsonNode {
    private final String text;

    JsonNode(String text) {
      this.text = text;
    }

    @SuppressWarnings("unused") // a getter that a bean mapper finds
    public boolean isArray() {
      return false;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Test
  void whatHasNoJsonFormIsRefusedByName() {
    Supplier<String> lambda = () -> "x";
    List<Object> values =
        List.of(
            lambda,
            new BitSet(),
            new StringTokenizer("a b"),
            new AtomicIntegerArray(1),
            Collections.enumeration(List.of(1)),
            Unit.INSTANCE,
            SequencesKt.sequenceOf(1, 2),
            Json.createPatchBuilder(),
            new CompletableFuture<>(),
            new FutureTask<>(() -> 1),
            new ByteArrayInputStream(new byte[0]),
            new Thread(() -> {}),
            new ReentrantLock(),
            new Random(1),
            ForkJoinPool.commonPool(),
            NumberFormat.getInstance(Locale.ROOT));
    List<String> wrong = new ArrayList<>();
    for (Object value : values) {
      List<Object> wholes = List.of(value, List.of(value), new Named("n", value));
      for (Object whole : wholes) {
        try {
          wrong.add(value.getClass() + " became " + json(codec, whole));
        } catch (PayloadException refused) {
          String message = String.valueOf(refused.getMessage());
          if (!message.contains("has no JSON form")) {
            wrong.add(message);
          }
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void aKeyIsNoCode() {
    for (Object key : List.of((Supplier<String>) () -> "x", new CompletableFuture<>())) {
      assertThatThrownBy(() -> codec.encode(Map.of(key, 1)))
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("has no JSON form");
    }
  }

  @Test
  void aModuleOfTheUsersMapperDecides() {
    ObjectMapper mapper =
        new ObjectMapper().registerModule(new SimpleModule().addSerializer(new Bits()));

    assertThat(json(new JacksonPayloadCodec(mapper), BitSet.valueOf(new long[] {5})))
        .isEqualTo("\"{0, 2}\"");
  }

  @Test
  void beansAndExceptionsOfTheApplicationAreBeans() {
    assertThat(json(codec, new Named("n", 1))).isEqualTo("{\"name\":\"n\",\"value\":1}");
    assertThat(json(codec, new IllegalStateException("why"))).contains("\"message\":\"why\"");
  }

  private static String json(JacksonPayloadCodec codec, Object value) {
    return StandardCharsets.UTF_8.decode(codec.encode(value).json().duplicate()).toString();
  }

  private static final class Bits extends StdSerializer<BitSet> {

    private static final long serialVersionUID = 1L;

    Bits() {
      super(BitSet.class);
    }

    @Override
    public void serialize(BitSet value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.toString());
    }
  }
}
