package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Objects;

/** Takes over a mapper of the user without keeping a tie to it. */
final class UserMapper {

  private UserMapper() {}

  static ObjectMapper copyOf(ObjectMapper mapper) {
    Objects.requireNonNull(mapper, "mapper");
    if (!JsonFactory.FORMAT_NAME_JSON.equals(mapper.getFactory().getFormatName())) {
      throw new IllegalArgumentException(
          "the ObjectMapper must make JSON, not " + mapper.getFactory().getFormatName());
    }
    refuseDefaultTyping(mapper);
    ObjectMapper copy = copy(mapper);
    copy.configure(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, false);
    return copy;
  }

  private static void refuseDefaultTyping(ObjectMapper mapper) {
    JavaType anything = mapper.constructType(Object.class);
    if (mapper.getDeserializationConfig().getDefaultTyper(anything) != null
        || mapper.getSerializationConfig().getDefaultTyper(anything) != null) {
      throw new IllegalArgumentException(
          "the ObjectMapper has default typing active: payloads of strangers would choose classes"
              + " to load. Use deactivateDefaultTyping(), and @JsonTypeInfo on the types that"
              + " need it");
    }
  }

  private static ObjectMapper copy(ObjectMapper mapper) {
    try {
      return mapper.copy();
    } catch (IllegalStateException notOverridden) {
      throw new IllegalArgumentException(
          "the ObjectMapper cannot be copied: "
              + mapper.getClass().getName()
              + " must override"
              + " copy()",
          notOverridden);
    }
  }
}
