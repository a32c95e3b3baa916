package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("ArrayRecordComponent") // what applications have
class UserMapperTest {

  record Said(String whoSaid, byte[] data) {}

  record Pair(int a, int b) {}

  @Test
  void mapperOfTheUserDecidesHowValuesAreBound() {
    ObjectMapper mapper =
        JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();
    JacksonPayloadCodec codec = new JacksonPayloadCodec(mapper);

    Encoded encoded = codec.encode(new Said("ann", new byte[] {1}));

    assertThat(StandardCharsets.UTF_8.decode(encoded.json().duplicate()).toString())
        .isEqualTo("{\"who_said\":\"ann\",\"data\":{\"_placeholder\":true,\"num\":0}}");
    Said back = (Said) codec.decode(encoded, Said.class);
    assertThat(back).isNotNull();
    assertThat(back.data()).containsExactly(1);
  }

  @Test
  void mapperOfTheUserIsNotChangedAndItsLaterChangesDoNotShow() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    JacksonPayloadCodec codec = new JacksonPayloadCodec(mapper);

    mapper.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    assertThat(mapper.writeValueAsString(new byte[] {1})).isEqualTo("\"AQ==\"");
    assertThat(mapper.getRegisteredModuleIds()).isEmpty();
    assertThat(mapper.getFactory().streamReadConstraints().getMaxNestingDepth()).isNotEqualTo(200);
    assertThatThrownBy(() -> codec.decode(json("{\"a\":1,\"b\":2,\"c\":3}"), Pair.class))
        .isInstanceOf(PayloadException.class);
  }

  @Test
  void defaultTypingIsRefused() {
    ObjectMapper mapper = new ObjectMapper();
    mapper.activateDefaultTyping(
        BasicPolymorphicTypeValidator.builder().allowIfBaseType(Object.class).build(),
        ObjectMapper.DefaultTyping.NON_FINAL);

    assertThatThrownBy(() -> new JacksonPayloadCodec(mapper))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("default typing");
  }

  @Test
  void classNamesInThePayloadAreData() {
    String gadget = "[\"javax.script.ScriptEngineManager\",{\"@class\":\"java.lang.Runtime\"}]";

    assertThat(new JacksonPayloadCodec().decode(json(gadget), Object.class))
        .isEqualTo(
            List.of("javax.script.ScriptEngineManager", Map.of("@class", "java.lang.Runtime")));
  }

  @Test
  void mapperThatCannotBeCopiedIsRefused() {
    assertThatThrownBy(() -> new JacksonPayloadCodec(new Uncopyable()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must override copy()");
  }

  static final class Uncopyable extends ObjectMapper {
    private static final long serialVersionUID = 1L;
  }

  private static Encoded json(String text) {
    return new Encoded(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), List.of());
  }
}
