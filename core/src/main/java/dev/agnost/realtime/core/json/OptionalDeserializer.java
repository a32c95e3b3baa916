package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads null and what is missing as empty. */
@SuppressWarnings("rawtypes") // Jackson looks deserializers up by the raw class
final class OptionalDeserializer extends StdDeserializer<Optional>
    implements ContextualDeserializer {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // one of Jackson's, as serializable as this class
  private final @Nullable JsonDeserializer<?> content;

  OptionalDeserializer(@Nullable JsonDeserializer<?> content) {
    super(Optional.class);
    this.content = content;
  }

  @Override
  public JsonDeserializer<?> createContextual(
      DeserializationContext context, @Nullable BeanProperty property) throws JsonMappingException {
    JavaType optional = context.getContextualType();
    if (optional == null && property != null) {
      optional = property.getType();
    }
    JavaType type =
        optional == null ? context.constructType(Object.class) : optional.containedTypeOrUnknown(0);
    return new OptionalDeserializer(context.findContextualValueDeserializer(type, property));
  }

  @Override
  public Optional deserialize(JsonParser json, DeserializationContext context) throws IOException {
    return content == null
        ? Optional.ofNullable(context.readValue(json, Object.class))
        : Optional.ofNullable(content.deserialize(json, context));
  }

  @Override
  public Optional getNullValue(DeserializationContext context) {
    return Optional.empty();
  }

  @Override
  public Object getAbsentValue(DeserializationContext context) {
    return Optional.empty();
  }
}
