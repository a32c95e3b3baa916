package dev.agnost.realtime.doctor;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The reports of one run, in order. Each step is timed; the first that fails ends the run. Not
 * thread-safe.
 */
final class Examination {

  private final Redaction redaction;
  private final Consumer<StepReport> progress;
  private final List<StepReport> reports = new ArrayList<>();

  /** The work of a step. */
  @FunctionalInterface
  interface Work {
    /** Returns what was found, in one line. */
    String run() throws IOException, StepFailedException;
  }

  /**
   * @param progress receives each report as soon as it is there
   */
  Examination(Redaction redaction, Consumer<StepReport> progress) {
    this.redaction = redaction;
    this.progress = progress;
  }

  /**
   * Runs a step.
   *
   * @throws StepFailedException if it fails; the report is written already
   */
  void run(Step step, Work work) throws StepFailedException {
    long start = System.nanoTime();
    try {
      String detail = work.run();
      ok(step, since(start), detail);
    } catch (StepFailedException failed) {
      throw fail(step, since(start), failed);
    } catch (SocketTimeoutException silent) {
      throw fail(step, since(start), StepFailedException.silent(silent));
    } catch (IOException failed) {
      throw fail(step, since(start), StepFailedException.of(failed));
    }
  }

  void ok(Step step, Duration took, String detail) {
    add(StepReport.ok(step, took, redaction.apply(detail)));
  }

  void skip(Step step, String detail) {
    add(StepReport.skipped(step, redaction.apply(detail)));
  }

  /** Reports a failure and returns it, to be thrown. */
  StepFailedException fail(Step step, Duration took, StepFailedException failed) {
    Diagnosis raw = failed.diagnosis();
    Diagnosis diagnosis =
        new Diagnosis(raw.code(), raw.serverCode(), redaction.apply(raw.came()), raw.advice());
    add(StepReport.failed(step, took, redaction.apply(failed.detail()), diagnosis));
    return failed;
  }

  List<StepReport> reports() {
    return List.copyOf(reports);
  }

  private void add(StepReport report) {
    reports.add(report);
    progress.accept(report);
  }

  static Duration since(long startNanos) {
    return Duration.ofNanos(System.nanoTime() - startNanos);
  }
}
