package dev.agnost.realtime.tck.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLocksProvider.Lock;

/** What may run beside what inside {@link RealtimeTck}. */
class ServerLocksTest {

  @Test
  void everyClassOfScenariosHasItsServerForItself() {
    Set<Lock> servers = new HashSet<>();
    List<Class<?>> classes = scenarios(RealtimeTck.class).toList();
    for (Class<?> scenarios : classes) {
      locks(scenarios)
          .filter(lock -> lock.getKey().equals(scenarios.getName()))
          .forEach(servers::add);
    }

    assertThat(servers).hasSameSizeAs(classes);
    assertThat(servers).extracting(Lock::getAccessMode).containsOnly(ResourceAccessMode.READ_WRITE);
  }

  @Test
  void whereTheProcessIsMeasuredNothingElseRuns() {
    for (Class<?> scenarios : scenarios(RealtimeTck.class).toList()) {
      boolean measures = LeakScenarios.class.isAssignableFrom(scenarios);

      assertThat(locks(scenarios).filter(lock -> !lock.getKey().equals(scenarios.getName())))
          .extracting(Lock::getAccessMode)
          .containsExactly(measures ? ResourceAccessMode.READ_WRITE : ResourceAccessMode.READ);
    }
  }

  private static Stream<Lock> locks(Class<?> scenarios) {
    return new ServerLocks().provideForNestedClass(List.of(RealtimeTck.class), scenarios).stream();
  }

  /** The classes inside the class, and inside its superclass, that have tests. */
  private static Stream<Class<?>> scenarios(Class<? extends RealtimeScenarios> outer) {
    return Stream.concat(
        Arrays.stream(outer.getDeclaredClasses()),
        Arrays.stream(RealtimeScenarios.class.getDeclaredClasses()));
  }
}
