package dev.agnost.realtime.systemtests.nativeimage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.core.CoreClientProvider;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import dev.agnost.realtime.transport.jetty.JettyTransportProvider;
import dev.agnost.realtime.transport.netty.NettyTransportProvider;
import dev.agnost.realtime.transport.okhttp.OkHttpTransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Executable;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files below {@code META-INF/native-image} name what the SDK loads by name: compared with all
 * calls in its class files that could do so, and with what a client asks its class loader for.
 */
class NativeImageMetadataTest {

  private static final Map<String, Class<?>> ARTIFACTS =
      new TreeMap<>(
          Map.of(
              "api", AgnostClient.class,
              "core", CoreClientProvider.class,
              "transport-jetty", JettyTransportProvider.class,
              "transport-netty", NettyTransportProvider.class,
              "transport-okhttp", OkHttpTransportProvider.class));

  private static final Set<String> REFLECTIVE_OWNERS =
      Set.of(
          "java.util.ServiceLoader",
          "java.lang.ClassLoader",
          "java.lang.invoke.MethodHandles$Lookup",
          "java.lang.reflect.Proxy",
          "java.io.ObjectInputStream");

  private static final Set<String> REFLECTIVE_METHODS =
      Set.of(
          "load",
          "loadClass",
          "findVirtual",
          "findStatic",
          "findConstructor",
          "findClass",
          "findGetter",
          "findSetter",
          "findVarHandle",
          "unreflect",
          "newProxyInstance",
          "readObject");

  @Test
  void noOtherCallLoadsAnythingByName() throws Exception {
    Set<String> calls = new TreeSet<>();
    classes()
        .forEach(
            type ->
                type.getMethodCallsFromSelf().stream()
                    .filter(call -> isReflective(call.getTarget()))
                    .forEach(
                        call ->
                            calls.add(
                                type.getSimpleName()
                                    + " calls "
                                    + call.getTarget().getOwner().getSimpleName()
                                    + "."
                                    + call.getTarget().getName())));

    assertThat(calls)
        .as("each is covered by an entry; a new one needs an entry too")
        .containsExactly(
            "CoreLoader calls ServiceLoader.load", // reflect-config of core
            "ForeignTypes calls Class.getMethod", // toString, which every class has
            "JdkHttpExchange calls Lookup.findVirtual", // reflect-config of core
            "SupportedVersions calls Class.getResourceAsStream", // resource-config of api
            "TransportProviders calls ServiceLoader.load"); // reflect-config of each transport
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty", "jetty", "okhttp"})
  void whatAClientAsksItsClassLoaderForIsListed(String transport) throws Exception {
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create();
        RecordingClassLoader loader = new RecordingClassLoader()) {
      Class<?> probe = loader.loadClass(ClientProbe.class.getName());
      probe
          .getMethod("run", String.class, String.class)
          .invoke(null, server.baseUrl("env-open"), transport);

      assertThat(loader.asked())
          .contains("META-INF/services/dev.agnost.realtime.transport.TransportProvider")
          .isEqualTo(resources());
    }
  }

  @Test
  void everyEntryExists() throws Exception {
    for (Map.Entry<String, Class<?>> artifact : ARTIFACTS.entrySet()) {
      for (JsonNode type : metadata(artifact, "reflect-config.json")) {
        Class<?> named = Class.forName(type.get("name").asText());
        for (JsonNode method : type.get("methods")) {
          assertThat(methodsOf(named)).contains(method.get("name").asText());
        }
      }
    }
    for (String resource : resources()) {
      assertThat(AgnostClient.class.getClassLoader().getResource(resource)).isNotNull();
    }
  }

  private static boolean isReflective(AccessTarget.MethodCallTarget call) {
    String owner = call.getOwner().getName();
    String name = call.getName();
    if (owner.equals("java.lang.Class")) {
      return name.equals("forName")
          || name.matches("get(Declared)?(Method|Field|Constr|Resource).*");
    }
    return name.startsWith("getResource")
        || name.equals("newUpdater")
        || (REFLECTIVE_OWNERS.contains(owner) && REFLECTIVE_METHODS.contains(name));
  }

  /** {@code HttpClient.shutdownNow} exists since JDK 21. */
  private static List<String> methodsOf(Class<?> type) {
    List<String> names = new ArrayList<>(List.of("<init>"));
    for (Executable method : type.getMethods()) {
      names.add(method.getName());
    }
    if (Runtime.version().feature() < 21) {
      names.add("shutdownNow");
    }
    return names;
  }

  private static JavaClasses classes() {
    List<URL> locations = new ArrayList<>();
    ARTIFACTS
        .values()
        .forEach(t -> locations.add(t.getProtectionDomain().getCodeSource().getLocation()));
    return new ClassFileImporter().importUrls(locations);
  }

  private static Set<String> resources() throws IOException {
    Set<String> names = new TreeSet<>();
    for (Map.Entry<String, Class<?>> artifact : ARTIFACTS.entrySet()) {
      for (JsonNode include :
          metadata(artifact, "resource-config.json").path("resources").path("includes")) {
        String pattern = include.get("pattern").asText();
        assertThat(pattern).startsWith("\\Q").endsWith("\\E");
        names.add(pattern.substring(2, pattern.length() - 2));
      }
    }
    return names;
  }

  private static JsonNode metadata(Map.Entry<String, Class<?>> artifact, String file)
      throws IOException {
    String path =
        "/META-INF/native-image/dev.agnost.realtime/agnost-realtime-"
            + artifact.getKey()
            + "/"
            + file;
    try (InputStream json = artifact.getValue().getResourceAsStream(path)) {
      assertThat(json != null || (artifact.getKey().equals("api") && file.startsWith("reflect")))
          .as(path)
          .isTrue();
      ObjectMapper mapper = new ObjectMapper();
      return json == null ? mapper.createArrayNode() : mapper.readTree(json);
    }
  }
}
