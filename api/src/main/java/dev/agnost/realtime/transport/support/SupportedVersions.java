package dev.agnost.realtime.transport.support;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The versions of a library that this release of the SDK works with: the smallest, and the newest
 * that it was tested with.
 *
 * <p>Immutable.
 */
public final class SupportedVersions {

  private final String library;
  private final String minimum;
  private final String tested;

  private SupportedVersions(String library, String minimum, String tested) {
    this.library = library;
    this.minimum = minimum;
    this.tested = tested;
  }

  /** Returns the versions of Netty. */
  public static SupportedVersions netty() {
    return of("Netty");
  }

  /** Returns the versions of Jetty. */
  public static SupportedVersions jetty() {
    return of("Jetty");
  }

  /** Returns the versions of OkHttp. */
  public static SupportedVersions okHttp() {
    return of("OkHttp");
  }

  /** Returns the versions of Jackson 2. */
  public static SupportedVersions jackson() {
    return of("Jackson");
  }

  private static SupportedVersions of(String library) {
    Properties versions = new Properties();
    try (InputStream in = SupportedVersions.class.getResourceAsStream("versions.properties")) {
      if (in != null) {
        versions.load(in);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    String key = library.toLowerCase(Locale.ROOT);
    return new SupportedVersions(
        library,
        versions.getProperty(key + ".minimum", "unknown"),
        versions.getProperty(key + ".tested", "unknown"));
  }

  /** The smallest version that works. */
  public String minimum() {
    return minimum;
  }

  /** The newest version that was tested; later ones are expected to work. */
  public String tested() {
    return tested;
  }

  /**
   * Adds to a failure of kind {@link Kind#LIBRARY} which version is present and which ones work.
   *
   * @param failure returned as it is if it is of another kind
   * @param present the version that the library reports of itself; null if it reports none
   */
  public TransportException explain(TransportException failure, @Nullable String present) {
    if (failure.kind() != Kind.LIBRARY) {
      return failure;
    }
    return new TransportException(
        Kind.LIBRARY, failure.getMessage() + "; " + describe(present), failure.getCause());
  }

  /** Returns the library and its versions: {@code OkHttp 4.12.0 to 5.5.1}. */
  @Override
  public String toString() {
    return library + " " + minimum + " to " + tested;
  }

  private String describe(@Nullable String present) {
    return (present == null ? "" : library + " " + present + " is present; ")
        + library
        + " works from "
        + minimum
        + " on and is tested up to "
        + tested;
  }
}
