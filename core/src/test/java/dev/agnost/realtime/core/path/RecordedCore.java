package dev.agnost.realtime.core.path;

import dev.agnost.realtime.core.CoreClientProvider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.pool.TypePool;

/** Loads core and its tests apart, with methods of core that {@link MethodEntries} records. */
final class RecordedCore extends ClassLoader {

  private static final String CORE = CoreClientProvider.class.getPackageName() + ".";
  private static final Path SOURCES = Path.of("src", "main", "java");

  private final ClassFileLocator files;
  private final TypePool types;

  RecordedCore() {
    super(RecordedCore.class.getClassLoader());
    this.files = ClassFileLocator.ForClassLoader.of(RecordedCore.class.getClassLoader());
    this.types = TypePool.Default.of(files);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(CORE) || name.equals(MethodEntries.class.getName())) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      byte[] bytes = isTest(name) ? bytes(name) : recorded(name);
      return defineClass(name, bytes, 0, bytes.length);
    }
  }

  private static boolean isTest(String name) {
    String source = topLevel(name).replace('.', '/') + ".java";
    return !Files.exists(SOURCES.resolve(source));
  }

  private static String topLevel(String name) {
    int nested = name.indexOf('$');
    return nested < 0 ? name : name.substring(0, nested);
  }

  private byte[] recorded(String name) {
    String type = topLevel(name).substring(name.lastIndexOf('.') + 1);
    return new ByteBuddy()
        .redefine(types.describe(name).resolve(), files)
        .visit(
            Advice.withCustomMapping()
                .bind(TopLevel.class, type)
                .to(Recording.class)
                .on(ElementMatchers.isMethod()))
        .make()
        .getBytes();
  }

  private byte[] bytes(String name) throws ClassNotFoundException {
    try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (in == null) {
        throw new ClassNotFoundException(name);
      }
      return in.readAllBytes();
    } catch (IOException unreadable) {
      throw new ClassNotFoundException(name, unreadable);
    }
  }

  /** The simple name of the top-level class that a method belongs to. */
  @Retention(RetentionPolicy.RUNTIME)
  @interface TopLevel {}

  /** The code that Byte Buddy puts around the body of each method. */
  static final class Recording {
    private Recording() {}

    @Advice.OnMethodEnter
    static void enter(@TopLevel String type, @Advice.Origin("#m") String method) {
      MethodEntries.enter(type + "." + method);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void leave() {
      MethodEntries.leave();
    }
  }
}
