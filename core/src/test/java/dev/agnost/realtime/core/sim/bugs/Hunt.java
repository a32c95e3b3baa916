package dev.agnost.realtime.core.sim.bugs;

import dev.agnost.realtime.core.sim.world.SimulatedRun;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Looks for one seeded bug, seed by seed. */
final class Hunt implements Callable<Hunt.Catch> {

  private static final Map<String, List<String>> SHIPPED = new ConcurrentHashMap<>();

  private final SeededBug bug;
  private final int seeds;
  private final Until until;

  /** When to stop. */
  enum Until {
    FIRST_CATCH,
    /** Never, to measure how often a seed reports it. */
    LAST_SEED
  }

  /**
   * What came of it.
   *
   * @param by the invariant or the test that reported it first; null if none did
   * @param where the profile and the seed of that
   * @param needed seeds until then
   * @param caught how many seeds reported it
   * @param tried how many seeds ran
   * @param others what else was reported, and by how many seeds
   */
  record Catch(
      SeededBug bug,
      @Nullable String by,
      String where,
      int needed,
      int caught,
      int tried,
      Map<String, Integer> others) {

    String line() {
      String rate =
          tried == 0 ? "" : String.format(Locale.ROOT, "%5.1f %%", 100.0 * caught / tried);
      return String.format(
          Locale.ROOT,
          "%-4s %-4s %5d %8s  %-24s %s%s",
          bug.id(),
          tried == 0 ? "test" : by == null ? "MISS" : by,
          needed,
          rate,
          where,
          bug.what(),
          by == null ? " [" + bug.oracles() + "; seen: " + others + "]" : "");
    }
  }

  Hunt(SeededBug bug, int seeds, Until until) {
    this.bug = bug;
    this.seeds = seeds;
    this.until = until;
  }

  @Override
  public Catch call() throws IOException, ReflectiveOperationException {
    return bug.isForTests() ? tests() : simulations(new PatchedCore(bug));
  }

  // ---------------------------------------------------------------------------- by simulated runs

  private Catch simulations(PatchedCore core) throws ReflectiveOperationException {
    Method run =
        core.loadClass(SimulatedRun.class.getName())
            .getMethod("breaches", String.class, long.class);
    @Nullable String by = null;
    String where = "";
    int needed = 0;
    int caught = 0;
    int tried = 0;
    Map<String, Integer> others = new TreeMap<>();
    while (tried < seeds && (by == null || until == Until.LAST_SEED)) {
      String profile = bug.profiles().get(tried % bug.profiles().size());
      long seed = ++tried;
      List<String> reported = ids((List<?>) run.invoke(null, profile, seed));
      String hit = bug.oracles().stream().filter(reported::contains).findFirst().orElse(null);
      if (reported.isEmpty()) {
        continue;
      }
      List<String> anyway = shipped(profile, seed);
      reported.stream()
          .filter(id -> !anyway.contains(id))
          .distinct()
          .forEach(id -> others.merge(id, 1, Integer::sum));
      if (hit != null && !anyway.contains(hit)) {
        caught++;
        if (by == null) {
          by = hit;
          where = profile + " " + seed;
          needed = tried;
        }
      }
    }
    return new Catch(bug, by, where, needed, caught, tried, others);
  }

  /** What the run of this seed reports of the shipped core: no proof of anything. */
  private static List<String> shipped(String profile, long seed) {
    return SHIPPED.computeIfAbsent(
        profile + seed, run -> ids(SimulatedRun.breaches(profile, seed)));
  }

  private static List<String> ids(List<?> breaches) {
    return breaches.stream()
        .map(breach -> breach.toString().substring(0, 3))
        .collect(Collectors.toList());
  }

  // ------------------------------------------------------------------------------ by ordinary
  // tests

  /** A test counts if it passes without the bug; each has loggers of its own. */
  private Catch tests() throws IOException, ReflectiveOperationException {
    for (String test : bug.oracles()) {
      if (passes(test, new PatchedCore(bug.without())) && !passes(test, new PatchedCore(bug))) {
        return new Catch(bug, test, test, 0, 1, 0, Map.of());
      }
    }
    return new Catch(bug, null, "", 0, 0, 0, Map.of());
  }

  /** Runs a test, named as {@code package.Class.method} below core, by the classes of a loader. */
  private static boolean passes(String test, ClassLoader loader)
      throws ReflectiveOperationException {
    Method method = method(test, loader);
    Class<?> type = method.getDeclaringClass();
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object instance = constructor.newInstance();
    try {
      around(type, instance, BeforeEach.class);
      invoke(method, instance);
      return true;
    } catch (InvocationTargetException failed) {
      return false; // ignored: a failing test is the point
    } finally {
      around(type, instance, AfterEach.class);
    }
  }

  /** Returns the method of a test. */
  static Method method(String test, ClassLoader loader) throws ReflectiveOperationException {
    int dot = test.lastIndexOf('.');
    return Class.forName("dev.agnost.realtime.core." + test.substring(0, dot), true, loader)
        .getDeclaredMethod(test.substring(dot + 1));
  }

  private static void around(Class<?> type, Object instance, Class<? extends Annotation> mark)
      throws ReflectiveOperationException {
    for (Method method : type.getDeclaredMethods()) {
      if (method.isAnnotationPresent(mark)) {
        invoke(method, instance);
      }
    }
  }

  private static void invoke(Method method, Object instance) throws ReflectiveOperationException {
    method.setAccessible(true);
    method.invoke(instance);
  }
}
