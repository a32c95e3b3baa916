package dev.agnost.realtime.core.json;

import static com.fasterxml.jackson.annotation.JsonFormat.Shape.STRING;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.type.ArrayType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.agnost.realtime.core.protocol.DecoderLimits;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Binds scalars without converting one kind into another, except where {@code @JsonFormat} has them
 * written as another kind. {@code 1.0} fits an integer type and {@code 1.5} does not.
 */
final class StrictScalars extends BeanDeserializerModifier {

  private static final long serialVersionUID = 1L;

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?\\d+");

  /** Jackson reads these from text that is a number, as a count of seconds. */
  private static final Set<Class<?>> INSTANTS =
      Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class);

  private static final Map<Class<?>, Function<BigDecimal, Object>> WHOLE =
      Map.of(
          byte.class, BigDecimal::byteValueExact,
          Byte.class, BigDecimal::byteValueExact,
          short.class, BigDecimal::shortValueExact,
          Short.class, BigDecimal::shortValueExact,
          int.class, BigDecimal::intValueExact,
          Integer.class, BigDecimal::intValueExact,
          long.class, BigDecimal::longValueExact,
          Long.class, BigDecimal::longValueExact);

  @Override
  public JsonDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription type, JsonDeserializer<?> usual) {
    return wrapped(config, type, type.getBeanClass(), usual);
  }

  @Override
  public JsonDeserializer<?> modifyArrayDeserializer(
      DeserializationConfig config,
      ArrayType array,
      BeanDescription type,
      JsonDeserializer<?> usual) {
    Class<?> element = array.getContentType().getRawClass();
    return element == double.class || element == float.class ? new Finite(usual) : usual;
  }

  @Override
  public JsonDeserializer<?> modifyReferenceDeserializer(
      DeserializationConfig config,
      ReferenceType type,
      BeanDescription description,
      JsonDeserializer<?> usual) {
    return type.hasRawClass(OptionalDouble.class) ? new Finite(usual) : usual;
  }

  @Override
  public JsonDeserializer<?> modifyEnumDeserializer(
      DeserializationConfig config,
      JavaType type,
      BeanDescription description,
      JsonDeserializer<?> usual) {
    return wrapped(config, description, type.getRawClass(), usual);
  }

  private static JsonDeserializer<?> wrapped(
      DeserializationConfig config,
      BeanDescription description,
      Class<?> type,
      JsonDeserializer<?> usual) {
    Kind kind = usual instanceof FromStringDeserializer ? Kind.TEXT : kind(type);
    if (kind == null) {
      return usual;
    }
    JsonFormat.Value format =
        config.getAnnotationIntrospector().findFormat(description.getClassInfo());
    return new Scalar(usual, type, kind, format == null ? JsonFormat.Shape.ANY : format.getShape());
  }

  private static @Nullable Kind kind(Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return Kind.BOOLEAN;
    }
    if (type.isEnum()) {
      return Kind.ENUM;
    }
    boolean date = Date.class.isAssignableFrom(type) || Calendar.class.isAssignableFrom(type);
    if (date || isOfJavaTime(type)) {
      return Kind.TIME;
    }
    boolean primitive = type.isPrimitive() && type != char.class;
    return primitive || Number.class.isAssignableFrom(type) ? Kind.NUMBER : null;
  }

  private static boolean isInstant(Class<?> type) {
    return INSTANTS.contains(type) || !isOfJavaTime(type);
  }

  private static boolean isOfJavaTime(Class<?> type) {
    return type.getName().matches("java\\.time\\.[\\w$]+");
  }

  private enum Kind {
    BOOLEAN,
    NUMBER,
    ENUM,
    TIME,
    TEXT
  }

  /** Refuses what Jackson reads as infinite or not a number: JSON has neither. */
  private static class Finite extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    Finite(JsonDeserializer<?> usual) {
      super(usual);
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> usual) {
      return new Finite(usual);
    }

    @Override
    public @Nullable Object deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      Object value = super.deserialize(json, context);
      boolean finite = true;
      if (value instanceof double[] numbers) {
        for (double number : numbers) {
          finite &= Double.isFinite(number);
        }
      } else if (value instanceof float[] numbers) {
        for (float number : numbers) {
          finite &= Float.isFinite(number);
        }
      } else if (value instanceof OptionalDouble number && number.isPresent()) {
        finite = Double.isFinite(number.getAsDouble());
      }
      return finite ? value : context.reportInputMismatch(this, "not a finite number");
    }
  }

  /** One scalar type, at a property or elsewhere. */
  private static final class Scalar extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    private final Class<?> type;
    private final Kind kind;
    private final JsonFormat.Shape shape;

    Scalar(JsonDeserializer<?> usual, Class<?> type, Kind kind, JsonFormat.Shape shape) {
      super(usual);
      this.type = type;
      this.kind = kind;
      this.shape = shape;
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> usual) {
      return new Scalar(usual, type, kind, shape);
    }

    @Override
    public JsonDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property)
        throws JsonMappingException {
      JsonDeserializer<?> usual =
          context.handleSecondaryContextualization(
              getDelegatee(), property, context.constructType(type));
      JsonFormat.Value format =
          property == null
              ? JsonFormat.Value.empty()
              : property.findPropertyFormat(context.getConfig(), type);
      JsonFormat.Shape here = format.getShape();
      if (here == JsonFormat.Shape.ANY) {
        here = format.hasPattern() || isWrittenByAnother(context, property) ? STRING : shape;
      }
      return new Scalar(usual, type, kind, here);
    }

    /** Such as {@code @JsonSerialize(using = ToStringSerializer.class)}. */
    private static boolean isWrittenByAnother(
        DeserializationContext context, @Nullable BeanProperty property) {
      return property != null
          && property.getMember() != null
          && context.getAnnotationIntrospector().findSerializer(property.getMember()) != null;
    }

    @Override
    public @Nullable Object deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return switch (json.currentToken()) {
        case VALUE_STRING -> ofText(json, context);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> ofNumber(json, context);
        case VALUE_TRUE, VALUE_FALSE ->
            kind == Kind.TEXT ? context.handleUnexpectedToken(type, json) : usual(json, context);
        case START_ARRAY, START_OBJECT ->
            kind == Kind.TIME && !writtenAsOther()
                ? context.handleUnexpectedToken(type, json)
                : usual(json, context);
        default -> usual(json, context);
      };
    }

    private @Nullable Object ofText(JsonParser json, DeserializationContext context)
        throws IOException {
      String text = json.getText();
      if (kind == Kind.TIME
          && shape == JsonFormat.Shape.ANY
          && isInstant(type)
          && NUMBER.matcher(text).matches()) {
        return context.handleWeirdStringValue(type, text, "a number is no ISO-8601 text");
      }
      if (kind == Kind.ENUM || kind == Kind.TIME || kind == Kind.TEXT) {
        return usual(json, context);
      }
      if (shape != STRING) {
        return context.handleUnexpectedToken(type, json);
      }
      if (kind == Kind.BOOLEAN) {
        return switch (text) {
          case "true" -> true;
          case "false" -> false;
          default -> context.handleWeirdStringValue(type, text, "not true or false");
        };
      }
      if (text.length() > DecoderLimits.DEFAULT.numberLength()) {
        return context.handleWeirdStringValue(type, "...", "too long for a number");
      }
      if (!NUMBER.matcher(text).matches()) {
        return usual(json, context); // NaN and infinities; refuses the rest
      }
      try (TokenBuffer number = context.bufferForInputBuffering(json)) {
        if (WHOLE_NUMBER.matcher(text).matches()) {
          number.writeNumber(new BigInteger(text));
        } else {
          number.writeNumber(text);
        }
        JsonParser parser = number.asParserOnFirstToken();
        return ofNumber(parser, context);
      }
    }

    private @Nullable Object ofNumber(JsonParser json, DeserializationContext context)
        throws IOException {
      boolean whole = json.hasToken(JsonToken.VALUE_NUMBER_INT);
      if (kind == Kind.BOOLEAN && writtenAsOther() && whole) {
        return json.getIntValue() != 0;
      }
      if (kind == Kind.ENUM && writtenAsOther() && whole) {
        Object[] constants = type.getEnumConstants();
        int ordinal = json.getIntValue();
        return ordinal >= 0 && ordinal < constants.length
            ? constants[ordinal]
            : context.handleWeirdNumberValue(type, ordinal, "not the ordinal of a constant");
      }
      if (kind == Kind.TEXT || (kind == Kind.TIME && !writtenAsOther())) {
        return context.handleUnexpectedToken(type, json);
      }
      Function<BigDecimal, Object> exact = WHOLE.get(type);
      if (exact != null) {
        try {
          return exact.apply(json.getDecimalValue());
        } catch (ArithmeticException outOfRange) {
          return context.reportInputMismatch(this, "not an integer of this range");
        }
      }
      Object value = usual(json, context);
      return (value instanceof Double number && !Double.isFinite(number))
              || (value instanceof Float single && !Float.isFinite(single))
          ? context.reportInputMismatch(this, "a number beyond the range of " + type.getName())
          : value;
    }

    private @Nullable Object usual(JsonParser json, DeserializationContext context)
        throws IOException {
      return super.deserialize(json, context);
    }

    /** Returns whether an annotation has this scalar written neither as usual nor as text. */
    private boolean writtenAsOther() {
      return shape != JsonFormat.Shape.ANY && shape != STRING;
    }
  }
}
