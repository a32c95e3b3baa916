package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Writes values that Jackson would take for beans although they are none. Trees of other JSON
 * libraries are written as the JSON they hold; what has no JSON form is refused by name, rather
 * than written as {@code {}} or as its getters. A serializer that a module or an annotation
 * provides is left alone.
 */
final class ForeignValues extends BeanSerializerModifier {

  private static final long serialVersionUID = 1L;

  @Override
  public JsonSerializer<?> modifySerializer(
      SerializationConfig config, BeanDescription description, JsonSerializer<?> usual) {
    Class<?> type = description.getBeanClass();
    if (!isStock(usual) || config.findMixInClassFor(type) != null) {
      return usual;
    }
    if (ForeignTypes.isTree(type)) {
      return new Tree(type, "");
    }
    boolean unknown = usual instanceof UnknownSerializer;
    boolean bean = unknown || usual instanceof BeanSerializerBase;
    if (bean && CharSequence.class.isAssignableFrom(type)) {
      return ToStringSerializer.instance;
    }
    if (bean && ForeignTypes.isNamedAsTree(type)) {
      return new Tree(type, "{[\"");
    }
    String instead = ForeignTypes.instead(type);
    if (instead == null && bean) {
      instead = ForeignTypes.insteadOfBean(type);
      boolean empty = unknown || (!usual.properties().hasNext() && isWithoutAnyGetter(description));
      if (instead == null && empty && isRefusedIfEmpty(config, type)) {
        instead = "give it getters, public fields or @JsonProperty";
      }
    }
    return instead == null ? usual : new Refusal(type, instead);
  }

  /** Jackson refuses an empty bean, but not if it or an interface has any annotation whatsoever. */
  private static boolean isRefusedIfEmpty(SerializationConfig config, Class<?> type) {
    return config.isEnabled(SerializationFeature.FAIL_ON_EMPTY_BEANS)
        && !ForeignTypes.isAnnotated(type);
  }

  private static boolean isWithoutAnyGetter(BeanDescription description) {
    return description.findAnyGetter() == null;
  }

  @Override
  public JsonSerializer<?> modifyMapSerializer(
      SerializationConfig config,
      MapType type,
      BeanDescription description,
      JsonSerializer<?> usual) {
    return treeOr(usual, type.getRawClass());
  }

  @Override
  public JsonSerializer<?> modifyCollectionSerializer(
      SerializationConfig config,
      CollectionType type,
      BeanDescription description,
      JsonSerializer<?> usual) {
    return treeOr(usual, type.getRawClass());
  }

  @Override
  public JsonSerializer<?> modifyKeySerializer(
      SerializationConfig config,
      JavaType type,
      BeanDescription description,
      JsonSerializer<?> usual) {
    Class<?> key = type.getRawClass();
    String instead = ForeignTypes.instead(key);
    if (instead == null && key.isSynthetic()) {
      instead = ForeignTypes.insteadOfBean(key);
    }
    return instead == null || !isStock(usual) ? usual : new Refusal(key, instead);
  }

  private static JsonSerializer<?> treeOr(JsonSerializer<?> usual, Class<?> type) {
    return isStock(usual) && ForeignTypes.isTree(type) ? new Tree(type, "") : usual;
  }

  private static boolean isStock(JsonSerializer<?> serializer) {
    return serializer.getClass().getName().startsWith("com.fasterxml.jackson.databind.ser.");
  }

  /** Writes the text of a value, which the generator checks to be JSON. */
  private static final class Tree extends StdSerializer<Object> {

    private static final long serialVersionUID = 1L;

    private final String beginnings;

    /**
     * @param beginnings characters of which one begins the text, empty for any
     */
    Tree(Class<?> type, String beginnings) {
      super(type, false);
      this.beginnings = beginnings;
    }

    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      String text = text(value);
      if (text == null) {
        provider.reportBadDefinition(
            handledType(),
            handledType().getName() + " prints no JSON; send text, a map, or a tree of Jackson");
      } else {
        json.writeRawValue(text);
      }
    }

    /** Returns null for what does not print JSON, as org.json does for what it cannot print. */
    private @Nullable String text(Object value) {
      String text = value.toString();
      boolean refused =
          text == null
              || text.isEmpty()
              || (!beginnings.isEmpty() && beginnings.indexOf(text.charAt(0)) < 0);
      return refused ? null : text;
    }

    /** A tree has no type id. */
    @Override
    public void serializeWithType(
        Object value, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
        throws IOException {
      serialize(value, json, provider);
    }
  }

  /** Refuses a type by its name. */
  private static final class Refusal extends StdSerializer<Object> {

    private static final long serialVersionUID = 1L;

    private final String instead;

    Refusal(Class<?> type, String instead) {
      super(type, false);
      this.instead = instead;
    }

    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      Class<?> type = handledType();
      provider.reportBadDefinition(type, type.getName() + " has no JSON form; " + instead);
    }

    @Override
    public void serializeWithType(
        Object value, JsonGenerator json, SerializerProvider provider, TypeSerializer types)
        throws IOException {
      serialize(value, json, provider);
    }
  }
}
