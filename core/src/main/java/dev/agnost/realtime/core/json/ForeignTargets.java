package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBase;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.jsontype.TypeDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Refuses to read into types that are no beans, which Jackson would create and leave empty. A
 * deserializer that a module or an annotation provides is left alone.
 */
final class ForeignTargets extends BeanDeserializerModifier {

  private static final long serialVersionUID = 1L;

  static final String REMEDY = "parse asJson() with its library";

  @Override
  public JsonDeserializer<?> modifyDeserializer(
      DeserializationConfig config, BeanDescription description, JsonDeserializer<?> usual) {
    Class<?> type = description.getBeanClass();
    if (!(usual instanceof BeanDeserializerBase bean)
        || !usual.getClass().getName().startsWith("com.fasterxml.jackson.databind.deser.")
        || config.findMixInClassFor(type) != null) {
      return usual;
    }
    boolean foreign =
        ForeignTypes.isTree(type)
            || (!bean.getValueInstantiator().canCreateFromString()
                && (ForeignTypes.instead(type) != null || ForeignTypes.isOfLibrary(type)));
    return foreign ? new Refusal(type) : usual;
  }

  private static final class Refusal extends StdDeserializer<Object> {

    private static final long serialVersionUID = 1L;

    Refusal(Class<?> type) {
      super(type);
    }

    @Override
    public @Nullable Object deserialize(JsonParser json, DeserializationContext context)
        throws IOException {
      return context.reportBadDefinition(
          handledType(), handledType().getName() + " is not read from JSON; " + REMEDY);
    }

    @Override
    public @Nullable Object deserializeWithType(
        JsonParser json, DeserializationContext context, TypeDeserializer types)
        throws IOException {
      return deserialize(json, context);
    }
  }
}
