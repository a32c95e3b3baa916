package com.example.orders;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.ConnectionState;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * The component {@code realtime} of {@code /actuator/health}. Looks at the state without opening
 * the connection. Only a client that has stopped trying is down: one that reconnects heals itself.
 */
@Component
class RealtimeHealthIndicator implements HealthIndicator {

  private final AgnostClient client;

  RealtimeHealthIndicator(AgnostClient client) {
    this.client = client;
  }

  @Override
  public Health health() {
    ConnectionState state = client.state();
    Health.Builder health = state == ConnectionState.FAILED ? Health.down() : Health.up();
    return health.withDetail("state", state.name()).build();
  }
}
