package dev.agnost.realtime.tck.client;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * What classes of scenarios share when JUnit runs them side by side. The server of a class serves
 * one test at a time; and where threads and heap of the process are counted, nothing else may run.
 */
final class ServerLocks implements ResourceLocksProvider {
  private static final String PROCESS = "dev.agnost.realtime.tck.client.process";

  ServerLocks() {}

  @Override
  public Set<Lock> provideForNestedClass(List<Class<?>> enclosing, Class<?> scenarios) {
    ResourceAccessMode access =
        LeakScenarios.class.isAssignableFrom(scenarios)
            ? ResourceAccessMode.READ_WRITE
            : ResourceAccessMode.READ;
    return Set.of(
        new Lock(scenarios.getName(), ResourceAccessMode.READ_WRITE), new Lock(PROCESS, access));
  }
}
