package dev.agnost.realtime;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds core: the context class loader first, then the one that loaded {@code api}. */
final class CoreLoader {

  private CoreLoader() {}

  static AgnostClientProvider load() {
    List<Throwable> failures = new ArrayList<>();
    for (@Nullable ClassLoader loader : loaders()) {
      try {
        for (AgnostClientProvider provider :
            ServiceLoader.load(AgnostClientProvider.class, loader)) {
          return provider;
        }
      } catch (ServiceConfigurationError | LinkageError broken) {
        failures.add(broken);
      }
    }
    TransportSelectionException missing =
        new TransportSelectionException(
            "AGN-100",
            failures.isEmpty()
                ? "agnost-realtime-core is not present at run time. Every transport artifact brings"
                    + " it; add one of agnost-realtime-transport-netty, -jetty or -okhttp, or"
                    + " agnost-realtime-core beside a transport of your own. In an image of"
                    + " jlink, it and the transport come with --bind-services; in a fat jar the"
                    + " files below META-INF/services must be merged."
                : "agnost-realtime-core is present but cannot be loaded: "
                    + failures.get(0)
                    + ". Are all its dependencies there, in versions that belong together?",
            failures.isEmpty() ? null : failures.get(0));
    failures.stream().skip(1).forEach(missing::addSuppressed);
    throw missing;
  }

  private static Set<@Nullable ClassLoader> loaders() {
    Set<@Nullable ClassLoader> loaders = new LinkedHashSet<>();
    loaders.add(Thread.currentThread().getContextClassLoader());
    loaders.add(CoreLoader.class.getClassLoader());
    return loaders;
  }
}
