package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.agnost.realtime.PayloadException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** What Jackson would write as {@code {}} or as its getters, though it is no bean. */
class ForeignValuesTest {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  record Named(String name, Object value) {}

  @Test
  void aTreeOfAnotherLibraryIsWrittenAsTheJsonThatItHolds() {
    JSONObject tree = new JSONObject("{\"domain\":\"test\"}");

    assertThat(json(codec, tree)).isEqualTo("{\"domain\":\"test\"}");
    assertThat(json(codec, new Named("n", List.of(tree))))
        .isEqualTo("{\"name\":\"n\",\"value\":[{\"domain\":\"test\"}]}");
  }

  @Test
  void aTreeThatPrintsNoJsonIsRefused() {
    for (String text : List.of("{bad", "{a:1}", "{'a':1}", "", "NaN", "1 2")) {
      assertThatThrownBy(() -> codec.encode(Map.of("a", new JSONObject(text))))
          .as(text)
          .isInstanceOf(PayloadException.class)
          .hasMessageContaining("AGN-401");
    }
  }

  @Test
  void whatHasNoJsonFormIsRefusedByName() {
    Supplier<String> lambda = () -> "x";
    List<Object> values =
        List.of(
            lambda,
            new BitSet(),
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
      for (Object whole : List.of(value, List.of(value), new Named("n", value))) {
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
