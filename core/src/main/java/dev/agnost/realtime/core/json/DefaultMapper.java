package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;

/** The mapper of a client that is given none. */
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
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfigDefaults(
            config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
        .withCoercionConfig( // StrictScalars refuses numbers where no annotation asks for them
            LogicalType.DateTime,
            config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.TryConvert))
        .withCoercionConfig(LogicalType.Textual, DefaultMapper::refuseScalars)
        .withCoercionConfig(LogicalType.Enum, DefaultMapper::refuseScalars)
        .withCoercionConfig(Character.class, DefaultMapper::refuseScalars)
        .withCoercionConfig(char.class, DefaultMapper::refuseScalars)
        .withConfigOverride(
            Year.class, year -> year.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
        .addModule(new JavaTimeModule())
        .addModule(new Jdk8Module())
        .addModule(
            new SimpleModule("agnost-realtime-scalars")
                .setSerializerModifier(JavaScriptDates.modifier())
                .addSerializer(new ZonedDateTimes(false))
                .addKeySerializer(ZonedDateTime.class, new ZonedDateTimes(true))
                .setDeserializerModifier(new StrictScalars()))
        .build();
  }

  private static void refuseScalars(MutableCoercionConfig config) {
    config
        .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
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
