package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.impl.UnknownSerializer;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that Jackson would take for beans although they are none. Trees of other JSON libraries
 * are written as the JSON they hold; what has no JSON form is refused by name, rather than written
 * as {@code {}} or as its getters. A serializer that a module or an annotation provides is left
 * alone.
 */
final class ForeignValues extends BeanSerializerModifier {

  private static final long serialVersionUID = 1L;

  /** Types whose text is JSON. */
  private static final Set<String> TREES =
      Set.of(
          "org.json.JSONObject",
          "org.json.JSONObject$Null",
          "org.json.JSONObject$1", // the null of Android's org.json
          "org.json.JSONArray",
          "com.google.gson.JsonElement",
          "tools.jackson.core.TreeNode",
          "tools.jackson.databind.JsonNode",
          "jakarta.json.JsonValue",
          "javax.json.JsonValue",
          "kotlinx.serialization.json.JsonElement",
          "io.vertx.core.json.JsonObject",
          "io.vertx.core.json.JsonArray",
          "kotlin.UByte",
          "kotlin.UShort",
          "kotlin.UInt",
          "kotlin.ULong");

  private static final String ASYNC = "wait for its result and send that";
  private static final String SEQUENCE = "collect it into a list";
  private static final String CODE = "it is code; send data";
  private static final String IO = "read it and send the bytes or the text";
  private static final String GENERATED = "send what its library prints as JSON, read into a map";

  /** Supertypes without a JSON form, and what to send instead. */
  private static final Map<String, String> WITHOUT =
      Map.ofEntries(
          Map.entry("java.util.concurrent.Future", ASYNC),
          Map.entry("java.util.concurrent.CompletionStage", ASYNC),
          Map.entry("java.util.concurrent.Flow$Publisher", ASYNC),
          Map.entry("org.reactivestreams.Publisher", ASYNC),
          Map.entry("kotlinx.coroutines.Job", ASYNC),
          Map.entry("kotlinx.coroutines.flow.Flow", ASYNC),
          Map.entry("java.util.Spliterator", SEQUENCE),
          Map.entry("kotlin.sequences.Sequence", SEQUENCE),
          Map.entry("kotlin.Function", CODE),
          Map.entry("groovy.lang.Closure", CODE),
          Map.entry("java.lang.Thread", CODE),
          Map.entry("java.lang.ClassLoader", CODE),
          Map.entry("java.util.concurrent.Executor", CODE),
          Map.entry("java.io.InputStream", IO),
          Map.entry("java.io.OutputStream", IO),
          Map.entry("java.io.Reader", IO),
          Map.entry("java.io.Writer", IO),
          Map.entry("java.nio.channels.Channel", IO),
          Map.entry("com.google.protobuf.MessageLite", GENERATED),
          Map.entry("org.apache.avro.generic.GenericContainer", GENERATED));

  /** Libraries whose types are no beans, unless a module for Jackson supports them. */
  private static final List<String> LIBRARIES =
      List.of(
          "java.",
          "javax.",
          "jakarta.",
          "jdk.",
          "sun.",
          "com.sun.",
          "android.",
          "kotlin.",
          "kotlinx.",
          "scala.",
          "groovy.",
          "clojure.",
          "io.vavr.",
          "com.google.common.",
          "com.google.gson.",
          "org.joda.time.",
          "org.json.",
          "tools.jackson.");

  /** Beans among them. */
  private static final Set<String> BEANS =
      Set.of("kotlin.Pair", "kotlin.Triple", "java.lang.StackTraceElement");

  @Override
  public JsonSerializer<?> modifySerializer(
      SerializationConfig config, BeanDescription description, JsonSerializer<?> usual) {
    Class<?> type = description.getBeanClass();
    if (!isStock(usual) || config.findMixInClassFor(type) != null) {
      return usual;
    }
    Set<String> supertypes = supertypes(type);
    if (isTree(supertypes)) {
      return new Tree(type);
    }
    String instead = instead(type, supertypes, usual);
    return instead == null ? usual : new Refusal(type, instead);
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

  private static JsonSerializer<?> treeOr(JsonSerializer<?> usual, Class<?> type) {
    return isStock(usual) && isTree(supertypes(type)) ? new Tree(type) : usual;
  }

  private static boolean isStock(JsonSerializer<?> serializer) {
    return serializer.getClass().getName().startsWith("com.fasterxml.jackson.databind.ser.");
  }

  private static boolean isTree(Set<String> supertypes) {
    return supertypes.stream().anyMatch(TREES::contains);
  }

  private static @Nullable String instead(
      Class<?> type, Set<String> supertypes, JsonSerializer<?> usual) {
    boolean bean = usual instanceof BeanSerializerBase || usual instanceof UnknownSerializer;
    if (bean && type.isSynthetic()) { // a lambda, unless it is an Iterable or the like
      return CODE;
    }
    for (String supertype : supertypes) {
      String instead = WITHOUT.get(supertype);
      if (instead != null) {
        return instead;
      }
    }
    boolean dump =
        usual instanceof BeanSerializerBase
            && LIBRARIES.stream().anyMatch(type.getName()::startsWith)
            && !BEANS.contains(type.getName())
            && !Throwable.class.isAssignableFrom(type);
    return dump ? "send its content, or give the client a mapper with a module for it" : null;
  }

  /** Returns the names of a type, its superclasses and all interfaces. */
  private static Set<String> supertypes(Class<?> type) {
    Set<String> names = new HashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      addInterfaces(each, names);
    }
    return names;
  }

  private static void addInterfaces(Class<?> type, Set<String> names) {
    if (names.add(type.getName())) {
      for (Class<?> each : type.getInterfaces()) {
        addInterfaces(each, names);
      }
    }
  }

  /** Writes the text of a value, which the generator checks to be JSON. */
  private static final class Tree extends StdSerializer<Object> {

    private static final long serialVersionUID = 1L;

    Tree(Class<?> type) {
      super(type, false);
    }

    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      String text = value.toString();
      if (text == null) { // as org.json does for what it cannot print
        provider.reportBadDefinition(handledType(), handledType().getName() + " prints no JSON");
      } else {
        json.writeRawValue(text);
      }
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
