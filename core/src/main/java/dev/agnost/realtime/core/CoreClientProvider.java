package dev.agnost.realtime.core;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.AgnostClientProvider;
import dev.agnost.realtime.core.client.ClientBuilder;

/** Announces this core to {@code api}. For {@link java.util.ServiceLoader} only. */
public final class CoreClientProvider implements AgnostClientProvider {

  /** For {@link java.util.ServiceLoader}. */
  public CoreClientProvider() {}

  @Override
  public AgnostClient.Builder builder(String baseUrl) {
    return new ClientBuilder(baseUrl);
  }
}
