package dev.agnost.realtime.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A mapper of the application, without api naming Jackson. */
class JacksonPayloadsTest {

  record Said(String whoSaid) {}

  @Test
  void theMapperDecides() {
    ObjectMapper mapper =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

    PayloadCodec codec = JacksonPayloads.with(mapper);

    assertThat(text(codec.encode(new Said("ann")))).isEqualTo("{\"who_said\":\"ann\"}");
    assertThat(codec.decode(json("{\"who_said\":\"bob\"}"), Said.class)).isEqualTo(new Said("bob"));
  }

  @Test
  void defaultTypingIsRefusedForBothDirections() {
    for (ObjectMapper.DefaultTyping typing : ObjectMapper.DefaultTyping.values()) {
      ObjectMapper mapper =
          JsonMapper.builder()
              .activateDefaultTyping(
                  BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
                  typing)
              .build();

      assertThatThrownBy(() -> JacksonPayloads.with(mapper))
          .as("%s", typing)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("default typing");
    }
  }

  @Test
  void limitsAreKeptAndTheMapperIsNotChanged() throws Exception {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(10_000)
                .maxNumberLength(100_000)
                .maxNameLength(100_000)
                .build());
    String deep = "[".repeat(300) + "]".repeat(300);
    String longNumber = "1".repeat(2_000);

    PayloadCodec codec = JacksonPayloads.with(mapper);

    assertThatThrownBy(() -> codec.decode(json(deep), Object.class))
        .isInstanceOf(PayloadException.class);
    assertThatThrownBy(() -> codec.decode(json(longNumber), Object.class))
        .isInstanceOf(PayloadException.class);
    assertThat(mapper.readTree(deep)).isNotNull();
    assertThat(mapper.readTree(longNumber)).isNotNull();
    assertThat(mapper.writeValueAsString(new byte[] {1})).isEqualTo("\"AQ==\"");
  }

  private static Encoded json(String text) {
    return new Encoded(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), List.of());
  }

  private static String text(Encoded encoded) {
    return StandardCharsets.UTF_8.decode(encoded.json().duplicate()).toString();
  }
}
