package dev.agnost.realtime.core.discovery;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** An artifact of somebody else, compiled by the test into a directory. */
final class Artifact {

  private static final String SERVICE = "dev.agnost.realtime.transport.TransportProvider";

  private final Path root;

  Artifact(Path root) {
    this.root = root;
  }

  /** A transport that connects to nothing. */
  static Artifact transport(Path root, String name, int priority, int version) throws IOException {
    String type = "fake." + className(name);
    return new Artifact(root)
        .source(type, provider(className(name), "", name, priority, version))
        .service(type);
  }

  /** A transport whose library is missing at run time. */
  static Artifact broken(Path root, String name) throws IOException {
    String type = "fake." + className(name);
    Artifact artifact =
        new Artifact(root)
            .source("lib.Engine", "package lib; public class Engine {}")
            .source(type, provider(className(name), "extends lib.Engine", name, 500, 1))
            .service(type);
    Files.delete(root.resolve("lib/Engine.class"));
    return artifact;
  }

  private static String className(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Provider";
  }

  static String provider(String type, String parent, String name, int priority, int version) {
    return """
        package fake;
        import dev.agnost.realtime.transport.*;
        import java.util.Set;
        public class %s %s implements TransportProvider {
          public String name() { return "%s"; }
          public int priority() { return %s; }
          public int spiVersion() { return %s; }
          public Set<TransportOption> options() { return Set.of(TransportOption.SSL_CONTEXT); }
          public Transport create(TransportConfig config) {
            return new Transport() {
              public TransportConnection connect(ConnectRequest request, TransportListener listener) {
                throw new UnsupportedOperationException();
              }
              public void close() {}
            };
          }
        }
        """
        .formatted(type, parent, name, priority, version);
  }

  /** Compiles a class into this artifact. */
  Artifact source(String type, String text) throws IOException {
    return compile(type.replace('.', '/') + ".java", text, List.of());
  }

  /** Compiles a source file into this artifact. */
  Artifact compile(String file, String text, List<String> options) throws IOException {
    Path source = root.resolveSibling(root.getFileName() + "-src").resolve(file);
    Files.createDirectories(root);
    Files.createDirectories(source.getParent());
    Files.writeString(source, text);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(List.of("-proc:none", "-d", root.toString()));
    if (options.isEmpty()) {
      arguments.addAll(
          List.of("-cp", System.getProperty("java.class.path") + File.pathSeparator + root));
    }
    StringWriter said = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                said,
                null,
                null,
                arguments,
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
            .call();
    if (!compiled) {
      throw new AssertionError(said.toString());
    }
    return this;
  }

  /** Announces providers. */
  Artifact service(String... types) throws IOException {
    Path services = root.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(services.resolve(SERVICE), String.join("\n", types));
    return this;
  }

  URL url() throws MalformedURLException {
    return root.toUri().toURL();
  }

  Path root() {
    return root;
  }
}
