package dev.agnost.realtime.core.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Records the methods of core that are entered and left; for one thread. */
public final class MethodEntries {

  private static final Set<String> HAND_OVERS =
      Set.of("SerialExecutor.submit", "CallbackExecutor.add");

  private static final List<String> ENTERED = new ArrayList<>();
  private static final List<String> OPEN = new ArrayList<>();
  private static final Set<String> PASSED = new TreeSet<>();

  private MethodEntries() {}

  /** Runs at the beginning of each method of core. */
  public static void enter(String method) {
    ENTERED.add(method);
    OPEN.add(method);
    if (HAND_OVERS.contains(method)) {
      handedOn();
    }
  }

  /** Runs at the end of each method of core. */
  public static void leave() {
    OPEN.remove(OPEN.size() - 1);
  }

  /** The message goes to another thread or leaves core, from the methods that are open now. */
  public static void handedOn() {
    PASSED.addAll(OPEN);
  }

  static void clear() {
    ENTERED.clear();
    PASSED.clear();
  }

  /** The classes whose methods handed the message on. */
  static Set<String> passed() {
    return classes(PASSED);
  }

  /** The classes of which any method ran. */
  static Set<String> entered() {
    return classes(ENTERED);
  }

  /** How often a task was handed over to an executor. */
  static long handOvers() {
    return ENTERED.stream().filter(HAND_OVERS::contains).count();
  }

  private static Set<String> classes(Iterable<String> methods) {
    Set<String> classes = new TreeSet<>();
    for (String method : methods) {
      classes.add(method.substring(0, method.indexOf('.')));
    }
    return classes;
  }
}
