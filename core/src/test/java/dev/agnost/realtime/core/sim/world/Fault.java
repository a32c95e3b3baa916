package dev.agnost.realtime.core.sim.world;

import java.util.EnumSet;
import java.util.Set;

/**
 * What can go wrong in the world. The number in a name is that of the catalogue of faults; those
 * without one are manners of a rude transport or of user code.
 */
enum Fault {
  // an attempt does not even get a WebSocket
  F01_NAME_NOT_FOUND(Stage.ATTEMPT),
  F02_RESOLVER_SLOW(Stage.ATTEMPT),
  F07_REFUSED(Stage.ATTEMPT),
  F08_SWALLOWED(Stage.ATTEMPT),
  F09_RESET_AT_ONCE(Stage.ATTEMPT),
  F21_TLS(Stage.ATTEMPT),
  F30_REDIRECT(Stage.ATTEMPT),
  F31_NOT_FOUND(Stage.ATTEMPT),
  F32_UNAUTHORIZED(Stage.ATTEMPT),
  F33_PROXY(Stage.ATTEMPT),
  F35_RETRY_AFTER(Stage.ATTEMPT),
  F36_BAD_GATEWAY(Stage.ATTEMPT),
  F37_CAPTIVE_PORTAL(Stage.ATTEMPT),
  F38_BAD_ACCEPT(Stage.ATTEMPT),
  F41_SLOW_HEADERS(Stage.ATTEMPT),
  F112_NO_DESCRIPTORS(Stage.ATTEMPT),

  // the WebSocket opens, and then the handshake goes wrong
  F61_NO_OPEN(Stage.HANDSHAKE),
  F62_BAD_OPEN(Stage.HANDSHAKE),
  F63_ODD_INTERVALS(Stage.HANDSHAKE),
  F68_CLOSED_IN_HANDSHAKE(Stage.HANDSHAKE),
  F70_MESSAGE_BEFORE_OPEN(Stage.HANDSHAKE),
  F72_CONNECT_UNANSWERED(Stage.HANDSHAKE),
  F73_REPLY_WITHOUT_SID(Stage.HANDSHAKE),
  F75_KEY_REFUSED(Stage.HANDSHAKE),
  F76_ENVIRONMENT_REFUSED(Stage.HANDSHAKE),
  F77_SESSION_REFUSED(Stage.HANDSHAKE),
  F78_SERVER_ERROR(Stage.HANDSHAKE),
  F79_ODD_REFUSAL(Stage.HANDSHAKE),
  F81_EARLY_EVENTS(Stage.HANDSHAKE),
  F94_ACCEPT_THEN_DROP(Stage.HANDSHAKE),

  // a connection that stands
  F10_RESET(Stage.STANDING),
  F12_HALF_OPEN(Stage.STANDING),
  F13_SILENT_TO_CLIENT(Stage.STANDING),
  F14_SILENT_TO_SERVER(Stage.STANDING),
  F15_PEER_STOPS_READING(Stage.STANDING),
  F17_LATENCY(Stage.STANDING),
  F44_BAD_FRAME(Stage.STANDING),
  F49_OVERSIZED(Stage.STANDING),
  F56_CLOSE_CODES(Stage.STANDING),
  F60_CLOSE_UNANSWERED(Stage.STANDING),
  F64_SECOND_OPEN(Stage.STANDING),
  F65_PINGS_STOP(Stage.STANDING),
  F66_PING_WITH_PAYLOAD(Stage.STANDING),
  F67_UNKNOWN_TYPE(Stage.STANDING),
  F68_ENGINE_CLOSE(Stage.STANDING),
  F69_NOOPS(Stage.STANDING),
  F74_SECOND_REPLY(Stage.STANDING),
  F80_KICK(Stage.STANDING),
  F82_UNUSABLE_EVENTS(Stage.STANDING),
  F83_ATTACHMENT_COUNT(Stage.STANDING),
  F84_OUT_OF_STEP(Stage.STANDING),
  F85_PLACEHOLDERS(Stage.STANDING),
  F86_ATTACHMENTS_MISSING(Stage.STANDING),
  F87_UNKNOWN_ACK(Stage.STANDING),
  F89_NOT_JSON(Stage.STANDING),
  F90_OTHER_NAMESPACE(Stage.STANDING),
  F93_RESTART(Stage.STANDING),
  FLOOD_FROM_SERVER(Stage.STANDING),

  // user code
  F96_LISTENER_THROWS(Stage.APPLICATION),
  F97_LISTENER_BLOCKS(Stage.APPLICATION),
  F98_LISTENER_CALLS_BACK(Stage.APPLICATION),
  F99_FLOOD(Stage.APPLICATION),
  F101_PAYLOAD_CHANGES(Stage.APPLICATION),
  F102_UNENCODABLE(Stage.APPLICATION),
  SLOW_CALLBACKS(Stage.APPLICATION),
  SLOW_WORKERS(Stage.APPLICATION),
  TOKEN_SLOW(Stage.CREDENTIALS),
  TOKEN_HANGS(Stage.CREDENTIALS),
  TOKEN_FAILS(Stage.CREDENTIALS),
  TOKEN_STALE(Stage.CREDENTIALS),
  KEY_BLOCKS(Stage.CREDENTIALS),

  // clock and process
  F105_SUSPEND(Stage.CLOCK),
  F105_PAUSE(Stage.CLOCK),
  F106_LATE_TIMERS(Stage.CLOCK),

  // a transport that does not keep its rules
  RUDE_LATE_SIGNALS(Stage.RUDE),
  RUDE_TWO_ENDS(Stage.RUDE),
  RUDE_OPEN_AFTER_END(Stage.RUDE),
  RUDE_INLINE(Stage.RUDE),
  RUDE_CONNECT_THROWS(Stage.RUDE),
  RUDE_SEND_THROWS(Stage.RUDE),
  RUDE_REQUEST_THROWS(Stage.RUDE),
  RUDE_CLOSE_THROWS(Stage.RUDE),
  RUDE_ABORT_THROWS(Stage.RUDE),
  RUDE_SILENT_ABORT(Stage.RUDE),
  RUDE_BEYOND_DEMAND(Stage.RUDE),
  RUDE_DRAINED(Stage.RUDE);

  /** Where a fault strikes. */
  enum Stage {
    ATTEMPT,
    HANDSHAKE,
    STANDING,
    APPLICATION,
    CREDENTIALS,
    CLOCK,
    RUDE
  }

  private final Stage stage;

  Fault(Stage stage) {
    this.stage = stage;
  }

  Stage stage() {
    return stage;
  }

  /** All that strike at these stages. */
  static Set<Fault> at(Stage... stages) {
    Set<Fault> all = EnumSet.noneOf(Fault.class);
    for (Stage stage : stages) {
      for (Fault fault : values()) {
        if (fault.stage == stage) {
          all.add(fault);
        }
      }
    }
    return all;
  }
}
