package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.annotation.JacksonAnnotation;
import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import java.lang.annotation.Annotation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Types that Jackson would take for beans although they are none, by name. */
final class ForeignTypes {

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
          "com.eclipsesource.json.JsonValue",
          "org.bson.BsonDocument",
          "kotlin.UByte",
          "kotlin.UShort",
          "kotlin.UInt",
          "kotlin.ULong");

  /** What trees are called in other libraries. */
  private static final Set<String> NAMES_OF_TREES =
      Set.of(
          "JSONObject",
          "JSONArray",
          "JsonObject",
          "JsonArray",
          "JsonNode",
          "JsonElement",
          "JsonValue",
          "JsValue");

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
          Map.entry("java.util.Enumeration", SEQUENCE),
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
          "com.fasterxml.jackson.",
          "org.joda.time.",
          "org.json.",
          "org.bson.",
          "org.slf4j.",
          "tools.jackson.");

  /** Beans among them. */
  private static final Set<String> BEANS =
      Set.of("kotlin.Pair", "kotlin.Triple", "java.lang.StackTraceElement");

  private ForeignTypes() {}

  /** Returns whether the text of such values is JSON. */
  static boolean isTree(Class<?> type) {
    return supertypes(type).stream().anyMatch(each -> TREES.contains(each.getName()));
  }

  /** Returns whether a type has the name of a tree and a text of its own, which may be JSON. */
  static boolean isNamedAsTree(Class<?> type) {
    Set<Class<?>> supertypes = supertypes(type);
    return supertypes.stream().anyMatch(each -> NAMES_OF_TREES.contains(each.getSimpleName()))
        && supertypes.stream().noneMatch(each -> each.getName().equals("java.lang.Record"))
        && printsItself(type)
        && !isAnnotated(type);
  }

  private static boolean printsItself(Class<?> type) {
    try {
      return type.getMethod("toString").getDeclaringClass() != Object.class;
    } catch (NoSuchMethodException impossible) {
      return false; // ignored: every class has it
    }
  }

  /** Returns what to send instead of a type without a JSON form, or null for other types. */
  static @Nullable String instead(Class<?> type) {
    for (Class<?> supertype : supertypes(type)) {
      String instead = WITHOUT.get(supertype.getName());
      if (instead != null) {
        return instead;
      }
    }
    return null;
  }

  /** Returns what to send instead of a type that Jackson takes for a bean, or null for a bean. */
  static @Nullable String insteadOfBean(Class<?> type) {
    return type.isSynthetic() ? CODE : isOfLibrary(type) ? "send its content" : null;
  }

  /** Returns whether a type is that of a library and no bean. */
  static boolean isOfLibrary(Class<?> type) {
    return LIBRARIES.stream().anyMatch(type.getName()::startsWith)
        && !BEANS.contains(type.getName())
        && !Throwable.class.isAssignableFrom(type);
  }

  /** Returns whether an annotation of Jackson gives a type a JSON form. */
  static boolean isAnnotated(Class<?> type) {
    return supertypes(type).stream()
        .flatMap(each -> Stream.of(each.getAnnotations()))
        .map(Annotation::annotationType)
        .anyMatch(
            annotation ->
                annotation.isAnnotationPresent(JacksonAnnotation.class)
                    || annotation.isAnnotationPresent(JacksonAnnotationsInside.class));
  }

  /** Returns a type, its superclasses and all interfaces. */
  private static Set<Class<?>> supertypes(Class<?> type) {
    Set<Class<?>> types = new HashSet<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      addInterfaces(each, types);
    }
    return types;
  }

  private static void addInterfaces(Class<?> type, Set<Class<?>> types) {
    if (types.add(type)) {
      for (Class<?> each : type.getInterfaces()) {
        addInterfaces(each, types);
      }
    }
  }
}
