package dev.agnost.realtime.tck.transport;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a transport's author may tell the kit, in {@link TransportTck#configure}. Everything has a
 * default.
 *
 * <p>The property {@code agnost.tck.timeoutFactor} multiplies every deadline of every run on this
 * machine; {@link #timeoutFactor} does so for one transport. {@code agnost.tck.intensity}
 * multiplies the floods of T7.7 and T7.8, the connects of T8.3, and what depends on chance. {@code
 * agnost.tck.build} is repeated in the report, by which the reports of one build are told from
 * older ones. Used by one thread.
 */
public final class TckSettings {

  private static final int ROUNDS = 150;
  private static final double MACHINE_FACTOR =
      Double.parseDouble(System.getProperty("agnost.tck.timeoutFactor", "1"));

  private @Nullable String reportName;
  private String library = "not stated";
  private double timeoutFactor = 1;
  private final Map<String, String> waivers = new LinkedHashMap<>();
  private final Map<String, String> testWaivers = new LinkedHashMap<>();
  private final Set<String> libraryThreads = new TreeSet<>();
  private Path reportDirectory = Path.of("target", "transport-tck");
  private Duration slowWait = Duration.ofSeconds(32);
  private int cycles = 180 * Integer.getInteger("agnost.tck.intensity", 1);
  private int rounds = Integer.MAX_VALUE;
  private int flood = 50_000 * Integer.getInteger("agnost.tck.intensity", 1);
  private boolean sharedProcess;
  private @Nullable HttpPeer sharedHttp;

  TckSettings() {}

  /** Names the report file; the provider's name if this is not called. */
  public TckSettings reportName(String name) {
    this.reportName = name;
    return this;
  }

  /** The library under the transport with its version, for the report: {@code Netty 4.2.20}. */
  public TckSettings library(String nameAndVersion) {
    this.library = nameAndVersion;
    return this;
  }

  /**
   * Multiplies every deadline, for a transport that is slow to start. The silence window stays.
   *
   * @param factor at least 1
   */
  public TckSettings timeoutFactor(double factor) {
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("timeout factor must be at least 1: " + factor);
    }
    this.timeoutFactor = factor;
    return this;
  }

  /**
   * Leaves out the tests of a rule about a capability or of an advice. They show as skipped with
   * this reason, and in the report.
   *
   * @throws IllegalArgumentException if there is no such rule, it is required, or the reason is
   *     blank
   */
  public TckSettings waive(String rule, String reason) {
    requireWaivable(rule);
    if (reason.isBlank()) {
      throw new IllegalArgumentException("the waiver of " + rule + " needs a reason");
    }
    waivers.put(rule, reason);
    return this;
  }

  /**
   * Leaves out one test of a rule that the transport keeps but for this case, as {@link
   * #waive(String, String)} does; the rule's other tests run.
   *
   * @param test the method's name, as failures and the report show it
   * @throws IllegalArgumentException if there is no such rule, it is required, the test is not one
   *     of the rule's, or the reason is blank
   */
  public TckSettings waive(String rule, String test, String reason) {
    requireWaivable(rule);
    if (!RuleTests.of(rule).contains(test)) {
      throw new IllegalArgumentException(
          "rule " + rule + " has no test " + test + " but " + RuleTests.of(rule));
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("the waiver of " + test + " needs a reason");
    }
    testWaivers.put(test, reason);
    return this;
  }

  private static void requireWaivable(String rule) {
    if (RuleBook.get().rule(rule).strength() == RequirementLevel.REQUIRED) {
      throw new IllegalArgumentException(
          "rule " + rule + " is REQUIRED: it cannot be waived; see TransportRules.md");
    }
  }

  /**
   * Excepts threads of the library that live as long as the JVM from T8.2 and T8.3: those whose
   * name starts like this. They must still be daemons.
   */
  public TckSettings libraryThreads(String namePrefix) {
    libraryThreads.add(namePrefix);
    return this;
  }

  // ------------------------------------------------------------------ for the kit's own tests

  TckSettings reportDirectory(Path directory) {
    this.reportDirectory = directory;
    return this;
  }

  TckSettings slowWait(Duration wait) {
    this.slowWait = wait;
    return this;
  }

  TckSettings flood(int frames) {
    this.flood = frames;
    return this;
  }

  TckSettings rounds(int most) {
    this.rounds = most;
    return this;
  }

  TckSettings cycles(int connections) {
    this.cycles = connections;
    return this;
  }

  /** Other runs go on in this JVM, so that counts of the whole process mean nothing. */
  TckSettings inSharedProcess() {
    this.sharedProcess = true;
    return this;
  }

  /** WireMock of several runs; whoever made it closes it. */
  TckSettings sharing(HttpPeer http) {
    this.sharedHttp = http;
    return this;
  }

  // ------------------------------------------------------------------------- read by the kit

  @Nullable HttpPeer sharedHttp() {
    return sharedHttp;
  }

  String reportNameOr(String otherwise) {
    return reportName == null ? otherwise : reportName;
  }

  String library() {
    return library;
  }

  double timeoutFactor() {
    return timeoutFactor * MACHINE_FACTOR;
  }

  /** Why a test is left out, or null. */
  @Nullable String waiver(String rule, String test) {
    String whole = waivers.get(rule);
    return whole == null ? testWaivers.get(test) : whole;
  }

  boolean isLibraryThread(String name) {
    return libraryThreads.stream().anyMatch(name::startsWith);
  }

  Path reportDirectory() {
    return reportDirectory;
  }

  /** How long the slow rules watch: the longest default of an engine is 30 s. */
  Duration slowWait() {
    return slowWait;
  }

  boolean sharedProcess() {
    return sharedProcess;
  }

  /** So many frames make a flood; a million with {@code -Dagnost.tck.intensity=20}. */
  int flood() {
    return flood;
  }

  /** So much is pushed at a slow listener: E1 and E2. */
  long enduranceBytes() {
    return Long.getLong("agnost.tck.endurance.megabytes", 128) << 20;
  }

  /** For so long hostile peers attack: E3. */
  Duration enduranceTime() {
    return Duration.ofSeconds(Long.getLong("agnost.tck.endurance.seconds", 8));
  }

  /** How often what depends on chance is tried. */
  int rounds() {
    return Math.min(rounds, ROUNDS * Integer.getInteger("agnost.tck.intensity", 1));
  }

  /** How many connections T8.3 opens. */
  int cycles() {
    return cycles;
  }
}
