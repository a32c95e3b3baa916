package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.Optional;

/** The mapper of those who bring none. */
final class DefaultMapper {

  private DefaultMapper() {}

  static ObjectMapper create() {
    JsonFactoryBuilder factory =
        new JsonFactoryBuilder()
            // names come from the network: they are not worth a place in the JVM's string table
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION);
    writeFeature("COMBINE_UNICODE_SURROGATES_IN_UTF8").ifPresent(factory::enable);
    return JsonMapper.builder(factory.build())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .addModule(new StandardTypesModule())
        .build();
  }

  /**
   * A feature that the oldest supported Jackson, 2.15, lacks: its constant cannot be linked there.
   */
  private static Optional<JsonWriteFeature> writeFeature(String name) {
    return Arrays.stream(JsonWriteFeature.values())
        .filter(feature -> feature.name().equals(name))
        .findAny();
  }
}
