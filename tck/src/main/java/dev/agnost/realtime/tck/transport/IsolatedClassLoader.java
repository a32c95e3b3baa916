package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportProvider;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.security.CodeSource;
import org.jspecify.annotations.Nullable;

/** Sees the JDK, {@code api}, and the place a provider comes from: not the library it adapts. */
final class IsolatedClassLoader extends URLClassLoader {

  private final URL api;

  private IsolatedClassLoader(URL home, URL api) {
    super(new URL[] {home}, ClassLoader.getPlatformClassLoader());
    this.api = api;
  }

  /** Constructs the provider without its library and asks it; what goes wrong, or nothing. */
  static String list(Class<?> provider) {
    URL home = home(provider);
    URL api = home(TransportProvider.class);
    if (home == null || api == null || provider.getEnclosingClass() != null) {
      return ""; // not a provider that ServiceLoader could find
    }
    try (IsolatedClassLoader loader = new IsolatedClassLoader(home, api)) {
      Class<?> again = Class.forName(provider.getName(), true, loader);
      Constructor<?> constructor = again.getDeclaredConstructor();
      constructor.setAccessible(true);
      TransportProvider lonely = (TransportProvider) constructor.newInstance();
      return lonely.name().isEmpty() || lonely.options() == null ? "no name or options" : "";
    } catch (NoSuchMethodException e) {
      return "no constructor without parameters, which ServiceLoader needs";
    } catch (Exception | LinkageError e) {
      return String.valueOf(e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    try {
      Class<?> shared = Class.forName(name, false, IsolatedClassLoader.class.getClassLoader());
      if (api.equals(home(shared))) {
        return shared;
      }
    } catch (ClassNotFoundException | LinkageError notApi) {
      // ignored: then it comes from the provider's home, or is the library
    }
    return super.findClass(name);
  }

  private static @Nullable URL home(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? null : source.getLocation();
  }
}
