package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.check.Epoch.Stage;
import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The state of one client so far, by application and wire alone; shared by all invariants. */
final class ClientView {

  private static final Set<String> SESSION =
      Set.of("missing_session_token", "invalid_session_token");

  private static final Set<String> PERMANENT =
      Set.of(
          "missing_api_key",
          "invalid_api_key",
          "expired_api_key",
          "unauthorizez_api_key",
          "unauthorized_api_key",
          "missing_request_origin",
          "domain_not_authorized",
          "missing_client_IP",
          "ip_not_authorized",
          "realtime_not_allowed",
          "realtime_not_enabled",
          "suspended_environment",
          "no_environment_found");

  private final RunFacts facts;
  private final Map<Long, Epoch> epochs = new HashMap<>();

  /** Socket ids of replies that came when the connection was over already. */
  final Set<String> deadSids = new HashSet<>();

  final Set<String> sids = new HashSet<>();

  @Nullable Epoch current;
  @Nullable Epoch previous;

  /** The epoch of the present record, null if it has none. */
  @Nullable Epoch epoch;

  /** Whether the present record is a signal of a connection that is over. */
  boolean dead;

  boolean wanted; // the last call was open
  boolean released;
  boolean closeReturned; // and no open since
  boolean closedInsideAttempt; // that close was called by a listener of onReconnectAttempt
  boolean terminal; // the server's answer was final, and no open since
  long openSeq = -1; // of the last open
  long openedAt = -1;
  boolean openSinceAttempt; // or rather since the last wait began

  String state = "IDLE";
  String stateBefore = "IDLE";
  long stateSince;
  long stateSinceBefore; // when the state before this one began
  long stateSinceAwake;
  long attemptSince; // when the state began or, if that was later, the last close

  long asleep; // in total
  int openCallback = -1;
  String openCallbackEvent = "";
  long callbackSince;
  long longestCallback;
  boolean reads = true;
  long readsSince;

  ClientView(RunFacts facts) {
    this.facts = facts;
  }

  /** The time as it passed while the client could do something. */
  long awake(long t) {
    return t - asleep;
  }

  /** How late something that depends on a timer may be. */
  long lateness() {
    return facts.lateness();
  }

  /** Whether callbacks run as they come. */
  boolean calm() {
    return longestCallback <= 400_000_000L
        && openCallback < 0
        && !facts.has(Trait.REFUSES_CALLBACKS);
  }

  /** Whether messages can flow, as the wire has it. */
  boolean flows() {
    Epoch open = current;
    return open != null && open.isLive() && open.wasConnected() && open.cause.isEmpty();
  }

  /** Whether messages may wait: it is to be connected, or was never told anything. */
  boolean wantedOrNever() {
    return !terminal && (wanted || (openSeq < 0 && !closeReturned && !released));
  }

  void update(TraceRecord rec) {
    dead = false;
    epoch = rec.epoch() == 0 ? null : epochs.get(rec.epoch());
    switch (rec.kind()) {
      case API_CALL -> called(rec);
      case API_RETURN -> returned(rec);
      case SNAP -> {
        stateBefore = state;
        if (!rec.is("state", state)) {
          state = rec.text("state");
          stateSinceBefore = stateSince;
          stateSince = rec.t();
          stateSinceAwake = awake(rec.t());
          attemptSince = rec.t();
          openSinceAttempt &= !state.equals("WAITING");
        }
      }
      case CB_BEGIN -> {
        openCallback = (int) rec.number("cb");
        openCallbackEvent = rec.text("event");
        callbackSince = awake(rec.t());
      }
      case CB_END -> {
        longestCallback = Math.max(longestCallback, awake(rec.t()) - callbackSince);
        openCallback = -1;
        openCallbackEvent = "";
      }
      case RUN -> asleep += rec.is("phase", "asleep") ? rec.number("duration") : 0;
      case WIRE_DEMAND -> {
        if (epoch == current) {
          reads(rec, rec.flag("open"));
        }
      }
      default -> wire(rec);
    }
  }

  private void reads(TraceRecord rec, boolean open) {
    reads = open;
    readsSince = awake(rec.t());
  }

  private void called(TraceRecord rec) {
    switch (rec.text("op")) {
      case "open" -> {
        wanted = !released;
        closeReturned = false;
        terminal = false;
        openSeq = rec.seq();
        openedAt = rec.t();
        openSinceAttempt = true;
      }
      case "close", "release" -> {
        wanted = false;
        stateSinceAwake = awake(rec.t()); // what comes next is another attempt
        attemptSince = rec.t();
        released |= rec.is("op", "release");
        closedInsideAttempt = rec.has("inside") && openCallbackEvent.equals("@attempt");
        Epoch open = current;
        if (open != null && open.isLive()) {
          open.endedByUser |= open.stage != Stage.CONNECTED;
          cause(open, rec, "io client disconnect");
        }
      }
      default -> {}
    }
  }

  private void returned(TraceRecord rec) {
    if (!wanted && (rec.is("op", "close") || rec.is("op", "release"))) {
      closeReturned = true;
    }
  }

  private void wire(TraceRecord rec) {
    if (rec.kind() == Kind.WIRE_ATTEMPT) {
      previous = current;
      current = new Epoch(rec.epoch(), rec.t(), awake(rec.t()));
      epoch = current;
      epochs.put(rec.epoch(), current);
      reads(rec, true); // what an earlier connection had not read does not hold this one up
      return;
    }
    Epoch of = epoch;
    if (of == null) {
      return;
    }
    switch (rec.kind()) {
      case WIRE_OPEN -> {
        dead = isDead(of, rec);
        if (!dead && of.stage == Stage.ASKED) {
          of.stage = Stage.OPEN;
          heard(of, rec);
        }
      }
      case WIRE_RX -> {
        dead = isDead(of, rec);
        if (dead) {
          noteDead(rec);
        } else {
          received(of, rec);
        }
      }
      case WIRE_LEFT -> {
        of.aborted |= rec.is("how", "abort");
        if (of.leftAt < 0) {
          of.leftAt = rec.t();
          of.leftAwake = awake(rec.t());
        }
      }
      case WIRE_CLOSED -> {
        dead = rec.flag("stale") || of.closedAt >= 0;
        closed(of, rec);
      }
      case WIRE_GONE -> of.gone = true;
      case WIRE_THREW -> {
        of.threw = true;
        cause(of, rec, "transport close|transport error");
      }
      default -> {}
    }
  }

  private boolean isDead(Epoch of, TraceRecord rec) {
    return rec.flag("stale") || of != current || !of.isLive();
  }

  private void noteDead(TraceRecord rec) {
    if (rec.is("packet", "connect") && rec.has("sid")) {
      deadSids.add(rec.text("sid"));
    }
  }

  private void heard(Epoch of, TraceRecord rec) {
    of.heardAt = rec.t();
    of.heardAwake = awake(rec.t());
  }

  private void closed(Epoch of, TraceRecord rec) {
    if (dead) {
      return;
    }
    if (of.isLive()) {
      of.retryAfter = rec.is("how", "refused") ? rec.number("retryAfter") : -1;
      cause(of, rec, reasonOf(rec.text("how")));
    }
    of.closedAt = rec.t();
  }

  private static String reasonOf(String how) {
    return switch (how) {
      case "close", "lost", "aborted" -> "transport close";
      default -> "transport error";
    };
  }

  private void received(Epoch of, TraceRecord rec) {
    heard(of, rec);
    if (rec.flag("owed")) {
      of.owedAt = rec.t();
      of.owedAwake = awake(rec.t());
    }
    switch (rec.text("packet")) {
      case "open" -> {
        if (of.stage == Stage.OPEN) {
          of.stage = Stage.ENGINE;
          of.silenceLimit = rec.number("pingInterval") + rec.number("pingTimeout");
        } else {
          cause(of, rec, "parse error");
        }
      }
      case "connect" -> connected(of, rec);
      case "connectError" -> refused(of, rec);
      case "disconnect" -> {
        terminal |= of.cause.isEmpty() && isTurn(of) && !facts.has(Trait.RETRIES_PERMANENT);
        cause(of, rec, "io server disconnect");
      }
      case "engineClose" -> cause(of, rec, "transport close");
      case "bad" -> {
        if (!rec.flag("skip")) {
          cause(of, rec, "parse error|transport error");
        }
      }
      default -> {}
    }
  }

  private static boolean isTurn(Epoch of) {
    return of.stage == Stage.ENGINE || of.stage == Stage.CONNECTED;
  }

  private void connected(Epoch of, TraceRecord rec) {
    if (of.stage != Stage.ENGINE || !of.cause.isEmpty()) {
      cause(of, rec, "parse error");
    } else if (!rec.has("sid")) {
      terminal |= !facts.has(Trait.RETRIES_PERMANENT);
      cause(of, rec, "parse error");
    } else {
      of.stage = Stage.CONNECTED;
      of.connectedAt = rec.t();
      of.sid = rec.text("sid");
      sids.add(of.sid);
    }
  }

  private void refused(Epoch of, TraceRecord rec) {
    String code = rec.text("code");
    boolean inTurn = of.stage == Stage.ENGINE && of.cause.isEmpty();
    if (inTurn && SESSION.contains(code) && facts.has(Trait.REFRESHES_TOKEN)) {
      of.sessionRefusals++;
      if (of.sessionRefusals == 1 && !rec.is("origin", "server_error")) {
        return; // the supplier is asked once more, within the attempt
      }
    }
    boolean known = SESSION.contains(code) || PERMANENT.contains(code);
    terminal |=
        inTurn && known && !rec.is("origin", "server_error") && !facts.has(Trait.RETRIES_PERMANENT);
    cause(of, rec, inTurn ? "io server disconnect" : "parse error");
  }

  private void cause(Epoch of, TraceRecord rec, String reason) {
    if (of.cause.isEmpty() && of.isLive()) {
      of.cause = reason;
      of.causeAt = rec.t();
      of.causeAwake = awake(rec.t());
    }
  }
}
