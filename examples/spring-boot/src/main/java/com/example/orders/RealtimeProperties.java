package com.example.orders;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The connection, from {@code agnost.*} of the configuration.
 *
 * @param url {@code https://<cluster>/<environment id>}
 * @param apiKey the API key of the environment; from the environment or a vault, not from a file
 * @param closeTimeout how long messages may take to arrive at shutdown
 */
@ConfigurationProperties("agnost")
public record RealtimeProperties(
    String url, String apiKey, @DefaultValue("2s") Duration closeTimeout) {

  /** Without the key. */
  @Override
  public String toString() {
    return url;
  }
}
