package dev.agnost.realtime.core.sim.bugs;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Core with a bug, and the simulation and the tests around it, loaded apart from the shipped ones.
 * The changed sources are compiled in memory.
 */
final class PatchedCore extends ClassLoader {

  private static final String OURS = "dev.agnost.realtime.";
  private static final Path MAIN = Path.of("src", "main", "java");
  private static final Path ROOM = Path.of("dev", "agnost", "realtime", "core");

  private final Map<String, byte[]> changed;
  private final boolean ownLoggers; // else what other threads log would be heard, too

  /**
   * @throws IllegalStateException if a change does not apply or does not compile
   */
  PatchedCore(SeededBug bug) throws IOException {
    super(PatchedCore.class.getClassLoader());
    this.changed = bug.changes().isEmpty() ? Map.of() : compiled(bug);
    this.ownLoggers = bug.isForTests();
  }

  /**
   * Returns the sources with the bug, by file.
   *
   * @throws IllegalStateException if a change does not apply
   */
  static Map<String, String> sources(SeededBug bug) throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (SeededBug.Change change : bug.changes()) {
      String source = sources.get(change.file());
      if (source == null) {
        source =
            Files.readString(file(change.file()))
                .lines()
                .map(String::strip)
                .collect(Collectors.joining("\n"));
      }
      sources.put(change.file(), change.applyTo(source));
    }
    return sources;
  }

  private static Map<String, byte[]> compiled(SeededBug bug) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Memory memory = new Memory(files)) {
      List<JavaFileObject> units = new ArrayList<>();
      sources(bug).forEach((name, source) -> units.add(new Source(name, source)));
      List<String> options =
          List.of("-proc:none", "-nowarn", "-g", "-cp", System.getProperty("java.class.path"));
      boolean fine = compiler.getTask(messages, memory, null, options, null, units).call();
      if (!fine) {
        throw new IllegalStateException(bug.id() + " does not compile:\n" + messages);
      }
      return memory.classes();
    }
  }

  private static Path file(String name) {
    return name.startsWith("/")
        ? Path.of("..", "api").resolve(MAIN).resolve(ROOM.getParent()).resolve(name.substring(1))
        : MAIN.resolve(ROOM).resolve(name);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    boolean logs = name.startsWith("org.slf4j.") || name.startsWith("ch.qos.logback.");
    if (!name.startsWith(OURS) && !(ownLoggers && logs)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known != null ? known : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    byte[] bytes = changed.get(name);
    if (bytes == null) {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        bytes = in.readAllBytes();
      } catch (IOException unreadable) {
        throw new ClassNotFoundException(name, unreadable);
      }
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  /** A source in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("memory:///" + name.substring(name.lastIndexOf('/') + 1)), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  /** Keeps the classes that the compiler writes. */
  private static final class Memory extends ForwardingJavaFileManager<StandardJavaFileManager> {
    private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

    Memory(StandardJavaFileManager files) {
      super(files);
    }

    Map<String, byte[]> classes() {
      Map<String, byte[]> classes = new HashMap<>();
      written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
      return classes;
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        JavaFileManager.Location location,
        String className,
        JavaFileObject.Kind kind,
        @Nullable FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      written.put(className, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }
  }
}
