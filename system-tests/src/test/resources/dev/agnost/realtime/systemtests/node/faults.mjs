const STAGES = ["TCP", "UPGRADE", "ENGINE_OPEN", "CONNECT_REPLY"];

/** What a test has told the server to do wrong. It outlives a restart of the server. */
export class Faults {
  #stage = null;
  frozen = false;
  /** `{status, headers}` for upgrade requests, or null. */
  rejection = null;
  /** `{message, code, origin, detail}` for CONNECT packets, or null. */
  refusal = null;

  stall(stage) {
    if (!STAGES.includes(stage)) throw new Error(`unknown stage: ${stage}`);
    this.#stage = stage;
  }

  unstall() {
    this.#stage = null;
  }

  /** Whether a connection that has just reached this stage stays there. */
  stallsAt(stage) {
    return this.#stage === stage;
  }
}
