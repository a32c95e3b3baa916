package dev.agnost.realtime.tck.transport;

/** How much a rule demands. */
enum RequirementLevel {
  /** A violation fails the run; there is no waiver. */
  REQUIRED,
  /** Tested where the provider declares the capability. */
  CAPABILITY,
  /** Measured and reported; never fails a run. */
  ADVICE,
  /** Not testable from outside. */
  DOCUMENTED
}
