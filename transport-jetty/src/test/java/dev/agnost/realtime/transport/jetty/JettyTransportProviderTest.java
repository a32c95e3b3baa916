package dev.agnost.realtime.transport.jetty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportProvider;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JettyTransportProviderTest {

  @Test
  void isFoundAsAService() {
    assertThat(ServiceLoader.load(TransportProvider.class))
        .anyMatch(provider -> provider instanceof JettyTransportProvider);
  }

  /** T1.2. */
  @Test
  void isListedWithoutJettyAndFailsOnlyWhenItCreates() throws Exception {
    try (URLClassLoader bare =
        new URLClassLoader(classPathWithoutJetty(), ClassLoader.getPlatformClassLoader())) {
      Class<?> type = bare.loadClass(JettyTransportProvider.class.getName());
      Object provider = type.getConstructor().newInstance();
      Class<?> config = bare.loadClass(TransportConfig.class.getName());

      assertThat(type.getMethod("name").invoke(provider)).isEqualTo("jetty");
      assertThat(type.getMethod("options").invoke(provider)).asString().contains("PROXY");
      assertThatThrownBy(
              () ->
                  type.getMethod("create", config)
                      .invoke(provider, config.getMethod("defaults").invoke(null)))
          .hasCauseInstanceOf(NoClassDefFoundError.class);
    }
  }

  private static URL[] classPathWithoutJetty() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("jetty-"))
        .map(JettyTransportProviderTest::url)
        .toArray(URL[]::new);
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
