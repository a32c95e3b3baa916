package dev.agnost.realtime;

/**
 * Makes clients. Found by {@link java.util.ServiceLoader}; implemented by the module {@code
 * agnost-realtime-core}, not by applications.
 */
public interface AgnostClientProvider {

  /** A new builder for this base URL; nothing is checked before {@code build()}. */
  AgnostClient.Builder builder(String baseUrl);
}
