package dev.agnost.realtime.core.discovery;

import dev.agnost.realtime.transport.TransportProvider;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The transport providers that are present, and those that are but cannot be loaded. A broken one
 * does not hide the others.
 *
 * @param providers each class once
 * @param failures in the order met
 */
record TransportProviders(List<TransportProvider> providers, List<Broken> failures) {

  /** How often a broken listing may fail before the rest of it is given up. */
  private static final int MOST_FAILURES = 32;

  private static final Pattern NAMED = Pattern.compile("Provider ([\\w.$]+)");

  /** Looks with this loader first, then with the one of {@code api}. */
  static TransportProviders look(@Nullable ClassLoader context) {
    Set<@Nullable ClassLoader> loaders = new LinkedHashSet<>();
    loaders.add(context);
    loaders.add(TransportProvider.class.getClassLoader());
    List<TransportProvider> providers = new ArrayList<>();
    List<Broken> failures = new ArrayList<>();
    Set<Class<?>> seen = new HashSet<>();
    Set<String> seenFailures = new HashSet<>();
    for (@Nullable ClassLoader loader : loaders) {
      List<Broken> broken = new ArrayList<>();
      collect(ServiceLoader.load(TransportProvider.class, loader), providers, seen, broken);
      broken.stream().filter(b -> seenFailures.add(b.problem())).forEach(failures::add);
    }
    return new TransportProviders(List.copyOf(providers), List.copyOf(failures));
  }

  private static void collect(
      ServiceLoader<TransportProvider> services,
      List<TransportProvider> providers,
      Set<Class<?>> seen,
      List<Broken> failures) {
    Iterator<TransportProvider> each = services.iterator(); // no stream() on Android
    while (failures.size() < MOST_FAILURES) {
      String name = "";
      try {
        if (!each.hasNext()) {
          return;
        }
        TransportProvider provider = each.next();
        name = provider.getClass().getName();
        if (!seen.contains(provider.getClass())) {
          provider.name(); // a provider whose class cannot be linked shows here
          seen.add(provider.getClass());
          providers.add(provider);
        }
      } catch (ServiceConfigurationError | LinkageError | RuntimeException broken) {
        failures.add(new Broken(name.isEmpty() ? nameIn(broken) : name, broken));
      }
    }
  }

  /** The class that a ServiceLoader could not load or create, or an empty text. */
  private static String nameIn(Throwable failure) {
    Matcher named = NAMED.matcher(String.valueOf(failure.getMessage()));
    return failure instanceof ServiceConfigurationError && named.find() ? named.group(1) : "";
  }

  @Nullable Throwable firstFailure() {
    return failures.isEmpty() ? null : failures.get(0).cause();
  }

  /** The file name of the artifact that a class comes from. */
  static String origin(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return "origin unknown";
    }
    String path = source.getLocation().getPath();
    String trimmed = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  /**
   * A provider that cannot be used.
   *
   * @param name its class, or empty if not even that could be loaded
   * @param cause what was thrown
   */
  record Broken(String name, Throwable cause) {

    /** The innermost reason in one phrase. */
    String problem() {
      Throwable root = cause;
      while (root.getCause() != null && root.getCause() != root) {
        root = root.getCause();
      }
      return root.getClass().getSimpleName() + " " + root.getMessage();
    }

    String describe(String others) {
      return "Transport provider "
          + (name.isEmpty() ? "" : name + " ")
          + "could not be loaded: "
          + problem()
          + ". Is its library on the class path? Others present: "
          + others
          + ".";
    }
  }
}
