package dev.agnost.realtime.core.sim.check;

/** One connection as its wire tells. A plain record of facts; the {@link ClientView} fills it. */
final class Epoch {

  /** How far it came. */
  enum Stage {
    ASKED,
    OPEN,
    ENGINE,
    CONNECTED
  }

  final long number;
  final long begunAt;
  final long begunAwake;
  Stage stage = Stage.ASKED;
  String sid = "";
  long connectedAt = -1;
  long silenceLimit;
  long heardAt;
  long heardAwake;
  long owedAt = -1; // when the last part of a packet came whose attachments never come
  long owedAwake;
  long leftAt = -1;
  long leftAwake;
  boolean aborted;
  long closedAt = -1;
  boolean gone;
  boolean threw;
  long retryAfter = -1;
  int sessionRefusals;

  /** Reasons that {@code onDisconnect} may tell, by what came first; empty while there is none. */
  String cause = "";

  long causeAt = -1;
  long causeAwake;
  boolean endedByUser;

  Epoch(long number, long begunAt, long begunAwake) {
    this.number = number;
    this.begunAt = begunAt;
    this.begunAwake = begunAwake;
  }

  /** Neither side has ended it. */
  boolean isLive() {
    return leftAt < 0 && closedAt < 0;
  }

  boolean wasConnected() {
    return connectedAt >= 0;
  }

  /** The client gave it up, and it is neither told to be over nor cut off. */
  boolean lingers() {
    return leftAt >= 0 && closedAt < 0 && !aborted && !gone;
  }
}
