package com.example.orders;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.core.micrometer.MicrometerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One client for the whole application. */
@Configuration(proxyBeanMethods = false)
class RealtimeConfiguration {

  @Bean
  MicrometerMetrics realtimeMetrics(MeterRegistry registry) {
    return new MicrometerMetrics(registry, Tags.empty());
  }

  /** Builds the client, which does nothing yet. Wrong properties fail the start. */
  @Bean
  AgnostClient agnostClient(RealtimeProperties properties, MicrometerMetrics metrics) {
    return AgnostClient.builder(properties.url(), properties.apiKey())
        .closeTimeout(properties.closeTimeout())
        .metrics(metrics)
        .build();
  }

  @Bean
  RealtimeLifecycle realtimeLifecycle(AgnostClient client, List<RealtimeListener> listeners) {
    return new RealtimeLifecycle(client, listeners);
  }
}
