package dev.agnost.realtime.core.discovery;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.TransportSelectionException;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.TransportSpi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the transport of a client: by the name given to the builder, by the system property, or
 * the highest priority of those present. Each message has a heading in {@code docs/errors.md}.
 */
public final class TransportSelector {

  /** The system property that names a transport. */
  public static final String PROPERTY = "agnost.realtime.transport";

  private static final Logger LOG = LoggerFactory.getLogger("dev.agnost.realtime");
  private static final String DOCS = " See docs/errors.md#";

  private final TransportProviders found;
  private final String loader;
  private final OncePerMessage said;

  /** Looks for providers now, with the context class loader first, then that of {@code api}. */
  public TransportSelector() {
    this(OncePerMessage.IN_THIS_PROCESS);
  }

  TransportSelector(OncePerMessage said) {
    this.said = said;
    this.found = TransportProviders.look(Thread.currentThread().getContextClassLoader());
    this.loader = String.valueOf(AgnostClient.class.getClassLoader());
  }

  /**
   * The provider to use.
   *
   * @param named what the builder was given, or null
   * @param property the value of the system property, or null
   * @param options what the client sets
   * @throws TransportSelectionException AGN-101 to AGN-106
   */
  public TransportProvider select(
      @Nullable String named, @Nullable String property, Set<TransportOption> options) {
    String wanted = named != null ? named : property;
    TransportProvider provider =
        wanted != null
            ? byName(
                wanted, named != null ? "builder.transport(..)" : "system property " + PROPERTY)
            : byPriority();
    for (TransportOption option : TransportOption.values()) {
      if (options.contains(option) && !provider.options().contains(option)) {
        throw unsupported(provider, option);
      }
    }
    return provider;
  }

  private TransportProvider byName(String wanted, String source) {
    for (TransportProvider provider : found.providers()) {
      if (provider.name().equals(wanted)) {
        return checkedVersion(provider);
      }
    }
    if (found.providers().isEmpty()) {
      throw nonePresent();
    }
    List<String> names = found.providers().stream().map(TransportProvider::name).toList();
    String similar =
        Similarity.closest(wanted, names).map(n -> " Did you mean \"" + n + "\"?").orElse("");
    throw failure(
        "AGN-104",
        "Transport \""
            + wanted
            + "\" (from "
            + source
            + ") is not present. Present: "
            + String.join(", ", names)
            + "."
            + similar
            + " If its artifact is there: in a fat jar the files below META-INF/services must be"
            + " merged, and jlink needs --bind-services."
            + brokenOnes(),
        found.firstFailure());
  }

  private TransportProvider byPriority() {
    List<TransportProvider> usable = new ArrayList<>();
    List<TransportProvider> foreign = new ArrayList<>();
    for (TransportProvider provider : found.providers()) {
      (provider.spiVersion() == TransportSpi.VERSION ? usable : foreign).add(provider);
    }
    if (usable.isEmpty()) {
      if (!foreign.isEmpty()) {
        throw otherVersion(foreign.get(0));
      }
      throw nonePresent();
    }
    found
        .failures()
        .forEach(broken -> LOG.warn("{} {}", "AGN-105", broken.describe(names(usable))));
    usable.sort(Comparator.comparingInt(TransportProvider::priority).reversed());
    if (usable.size() > 1) {
      tellChoice(usable);
    }
    return usable.get(0);
  }

  private void tellChoice(List<TransportProvider> usable) {
    String choice = choice(usable);
    if (said.isNew(choice)) {
      LOG.info("{}", choice);
    }
  }

  private static String choice(List<TransportProvider> usable) {
    String all =
        usable.stream()
            .map(
                p ->
                    p.name()
                        + " ("
                        + p.getClass().getName()
                        + ", "
                        + TransportProviders.origin(p.getClass())
                        + ")")
            .collect(Collectors.joining(", "));
    String taken = usable.get(0).name();
    return "AGN-102 Found "
        + usable.size()
        + " transports: "
        + all
        + ". Taking "
        + taken
        + ", which has the highest priority. Choose one: builder.transport(\""
        + taken
        + "\"), -D"
        + PROPERTY
        + "="
        + taken
        + ", or keep only one artifact.";
  }

  private static TransportProvider checkedVersion(TransportProvider provider) {
    if (provider.spiVersion() != TransportSpi.VERSION) {
      throw otherVersion(provider);
    }
    return provider;
  }

  private static TransportSelectionException otherVersion(TransportProvider provider) {
    return failure(
        "AGN-106",
        "Transport \""
            + provider.name()
            + "\" was built for transport SPI "
            + provider.spiVersion()
            + "; this core supports "
            + TransportSpi.VERSION
            + ". Use versions of core and transport that belong together, as the BOM lists them.",
        null);
  }

  private TransportSelectionException nonePresent() {
    if (!found.failures().isEmpty()) {
      return failure("AGN-105", found.failures().get(0).describe("none"), found.firstFailure());
    }
    return failure(
        "AGN-101",
        "No realtime transport found. Add one of agnost-realtime-transport-netty, -jetty or -okhttp"
            + " to the runtime class path or module path, or pass one with"
            + " AgnostClient.Builder.transport(…). Looked for TransportProvider services with"
            + " loader "
            + loader
            + ".",
        null);
  }

  private static TransportSelectionException unsupported(
      TransportProvider provider, TransportOption option) {
    return failure(
        "AGN-103",
        "Transport \""
            + provider.name()
            + "\" does not support option "
            + option
            + ", which this client sets. Leave it out or choose another transport.",
        null);
  }

  private String brokenOnes() {
    return found.failures().stream()
        .map(broken -> " " + broken.describe(names(found.providers())))
        .collect(Collectors.joining());
  }

  private static String names(List<TransportProvider> providers) {
    return providers.isEmpty()
        ? "none"
        : providers.stream().map(TransportProvider::name).collect(Collectors.joining(", "));
  }

  private static TransportSelectionException failure(
      String code, String message, @Nullable Throwable cause) {
    return new TransportSelectionException(
        code, message + DOCS + code.toLowerCase(Locale.ROOT), cause);
  }
}
