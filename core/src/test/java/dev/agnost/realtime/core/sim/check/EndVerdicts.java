package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.Script.SECOND;
import static dev.agnost.realtime.core.sim.check.Script.trace;
import static dev.agnost.realtime.core.sim.check.Verdict.MIDDLE;
import static dev.agnost.realtime.core.sim.check.Verdict.breaks;
import static dev.agnost.realtime.core.sim.check.Verdict.keeps;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of attempts and connections: the other ways to break I09 to I17, and edges. */
final class EndVerdicts {

  private static final RunFacts LATE = MIDDLE.withLateness(SECOND);
  private static final RunFacts REFRESHES = MIDDLE.and(Trait.REFRESHES_TOKEN);
  private static final RunFacts RETRIES = MIDDLE.and(Trait.RETRIES_PERMANENT);
  private static final String SESSION = "invalid_session_token";

  private EndVerdicts() {}

  static List<Verdict> all() {
    return List.of(
        breaks("I09", "complete after 2,001 ms", closes(0, 2001)),
        keeps("I09", "complete after 2,000 ms", closes(0, 2000)),
        breaks("I09", "complete after 3,001 ms with late timers", closes(0, 3001), LATE),
        keeps("I09", "complete after 3,000 ms with late timers", closes(0, 3000), LATE),
        breaks(
            "I09",
            "release() failed",
            trace()
                .begin("release")
                .returned("release")
                .snap("CLOSED")
                .done(1, "release", "failed")),
        breaks("I09", "connected after close()", leaves("close").passMillis(1).gone()),
        keeps(
            "I09",
            "not read while a callback runs",
            trace()
                .connected()
                .begins(1, "say")
                .begin("close", "inside", 2)
                .tx("disconnect")
                .leaves("close")
                .returned("close")
                .passMillis(1)
                .gone()),
        breaks("I09", "complete and still closing", leaves("close").snap("CLOSED").done("close")),
        keeps("I09", "complete and aborted", leaves("abort").snap("CLOSED").done("close")),
        keeps("I09", "complete and gone", leaves("close").gone().snap("CLOSED").done("close")),
        keeps(
            "I09",
            "opened again before that",
            leaves("close")
                .snap("CLOSED")
                .tellDisconnected("io client disconnect")
                .opening()
                .engine()
                .done(2, "close", "done")),
        breaks(
            "I09",
            "never complete",
            trace().call("close").snap("CLOSED").passMillis(2001).add(Kind.LOG)),
        keeps(
            "I09",
            "not complete yet",
            trace().call("close").snap("CLOSED").passMillis(2000).add(Kind.LOG)),
        breaks(
            "I11",
            "never complete inside a listener",
            trace()
                .begins(1, "say")
                .begin("close", "inside", 1)
                .returned("close")
                .snap("CLOSED")
                .ends()
                .passMillis(2001)
                .add(Kind.LOG)),
        breaks("I11", "has not returned", trace().begin("close")),
        breaks("I11", "returned after 1,001 ms", closes(1001, 0)),
        keeps("I11", "returned after 1,000 ms", closes(1000, 0)),
        breaks("I11", "returned after 2,001 ms with late timers", closes(2001, 0), LATE),
        keeps("I11", "returned after 2,000 ms with late timers", closes(2000, 0), LATE),
        breaks(
            "I10",
            "a message after close()",
            leaves("close").snap("CLOSED").tx("event", "event", "query")),
        breaks(
            "I10",
            "an attachment after close()",
            trace()
                .connected()
                .tx("event", "event", "query", "attachments", 1)
                .begin("close")
                .leaves("abort")
                .returned("close")
                .snap("CLOSED")
                .tx("binary")),
        keeps("I10", "no data after close()", leaves("close").snap("CLOSED").tx("other")),
        breaks("I10", "called back 499 ms after nothing to end", closes(0, 499).hears(1, "a", -1)),
        keeps("I10", "stuck for 500 ms and called back", closes(0, 500).hears(1, "a", -1)),
        breaks(
            "I10",
            "399 ms with late timers",
            closes(0, 399).hears(1, "a", -1),
            MIDDLE.withLateness(SECOND / 10)),
        keeps(
            "I10",
            "400 ms with late timers",
            closes(0, 400).hears(1, "a", -1),
            MIDDLE.withLateness(SECOND / 10)),
        breaks("I10", "499 ms after the connection ended", closed(499).hears(1, "a", -1)),
        keeps("I10", "500 ms after the connection ended", closed(500).hears(1, "a", -1)),
        keeps(
            "I10",
            "complete while a callback runs",
            trace()
                .begins(1, "a")
                .call("close")
                .snap("CLOSED")
                .done("close")
                .ends()
                .hears(1, "a", -1)),
        breaks("I12", "an attempt after a kick", kicked().snap("CONNECTING").attempt()),
        keeps(
            "I12",
            "a policy that retries a kick",
            kicked().snap("WAITING").retries(1000, 1).attempt(),
            RETRIES),
        breaks("I12", "an attempt after a reply without id", refusedBy("connect", null, null)),
        breaks("I12", "a session refused for good", refusedBy("connectError", SESSION, null)),
        breaks(
            "I12",
            "a session refused twice",
            refusedOnce()
                .rx("connectError", "code", SESSION)
                .leaves("abort")
                .snap("FAILED")
                .tellError()
                .snap("CONNECTING")
                .attempt(),
            REFRESHES),
        keeps(
            "I12",
            "a session refused once",
            refusedOnce().tx("connect").reply().snap("CONNECTED"),
            REFRESHES),
        keeps("I12", "an unknown refusal", waits("unheard_of", null)),
        keeps("I12", "a refusal because of an error", waits("invalid_api_key", "server_error")),
        keeps("I12", "a session error", waits(SESSION, "server_error"), REFRESHES),
        keeps("I12", "a policy that retries a key", waits("invalid_api_key", null), RETRIES),
        keeps("I12", "a refusal out of turn", misplaced("parse error").retries(1000, 1).attempt()),
        breaks("I17", "a refusal out of turn", misplaced("io server disconnect")),
        breaks("I13", "an error without an attempt", trace().opening().tellError()),
        breaks("I13", "two errors for an attempt", trace().opening().fails().tellError()),
        keeps("I13", "no credentials", errs("CREDENTIALS")),
        keeps("I13", "an error inside", errs("INTERNAL")),
        breaks(
            "I13",
            "an error of an attempt that was closed",
            trace()
                .opening()
                .engine()
                .begin("close")
                .leaves("abort")
                .returned("close")
                .snap("CLOSED")
                .tellError()),
        breaks("I13", "onConnect is not told", unheard(), RunFacts.STANDARD),
        keeps(
            "I13",
            "onConnect may be refused",
            unheard(),
            RunFacts.STANDARD.and(Trait.REFUSES_CALLBACKS)),
        keeps("I13", "onConnect may come later", unheard()),
        breaks(
            "I13",
            "a timeout told twice",
            outOfTime("WAITING").tell(Kind.EVT_ERROR, "kind", "TIMEOUT")),
        keeps(
            "I13",
            "out of time for good",
            outOfTime("FAILED"),
            MIDDLE.without(Trait.STANDARD_WAITS)),
        breaks(
            "I13",
            "a timeout of the wire told twice",
            trace()
                .opening()
                .engine()
                .pass(20)
                .leaves("abort")
                .snap("WAITING")
                .tell(Kind.EVT_ERROR, "kind", "TIMEOUT")
                .tell(Kind.EVT_ERROR, "kind", "TIMEOUT")),
        keeps(
            "I13",
            "out of time after a connection",
            trace()
                .connected()
                .lost()
                .retries(1000, 1)
                .pass(20)
                .snap("WAITING")
                .tell(Kind.EVT_ERROR, "kind", "TIMEOUT")),
        breaks("I14", "20,001 ms without a wire", tries(trace().opening(), 20_001)),
        keeps("I14", "20 s without a wire", tries(trace().opening(), 20_000)),
        breaks("I14", "20,001 ms on the wire", tries(trace().begin("open").attempt(), 20_001)),
        keeps("I14", "20 s on the wire", tries(trace().begin("open").attempt(), 20_000)),
        breaks("I14", "late timers, too late", tries(trace().opening().attempt(), 21_001), LATE),
        keeps("I14", "late timers", tries(trace().opening().attempt(), 21_000), LATE),
        keeps("I14", "asleep", EpochVerdicts.asleep(trace().opening().engine(), 60)),
        breaks("I15", "given up after 39,999 ms", silent(39_998)),
        breaks("I15", "silent for 40,001 ms", mute(40_000)),
        keeps("I15", "silent for 40 s", mute(39_999)),
        breaks("I15", "silent for 43,001 ms with late timers", mute(43_000), LATE),
        keeps("I15", "silent for 43 s with late timers", mute(42_999), LATE),
        breaks("I15", "silent for 42,001 ms, and a sleep", slept(42_001)),
        keeps("I15", "silent for 42 s, and a sleep", slept(42_000)),
        breaks("I16", "noticed after 1,001 ms", noticed(1001)),
        keeps("I16", "noticed after 1 s", noticed(1000)),
        keeps(
            "I16",
            "what the client ends",
            trace().connected().passMillis(39_999).leaves("abort").pass(2).gone()),
        breaks(
            "I17",
            "a connection that stands",
            trace().connected().tellDisconnected("transport close")),
        keeps("I17", "silence or a packet without end", owed("ping timeout")),
        keeps("I17", "a packet without end or silence", owed("parse error")),
        breaks("I17", "neither of them", owed("transport close")));
  }

  private static Script closes(long blocks, long takes) {
    return trace()
        .begin("close")
        .passMillis(blocks)
        .returned("close")
        .snap("CLOSED")
        .passMillis(takes)
        .done("close");
  }

  private static Script leaves(String how) {
    return trace().connected().begin("close").tx("disconnect").leaves(how).returned("close");
  }

  private static Script closed(long millis) {
    return leaves("close")
        .snap("CLOSED")
        .tellDisconnected("io client disconnect")
        .passMillis(600)
        .closed("close")
        .gone()
        .passMillis(millis)
        .done("close");
  }

  private static Script kicked() {
    return trace()
        .connected()
        .rx("disconnect")
        .leaves("close")
        .closed("close")
        .gone()
        .tellDisconnected("io server disconnect");
  }

  private static Script refusedBy(String packet, @Nullable String code, @Nullable String origin) {
    return trace()
        .opening()
        .engine()
        .rx(packet, "code", code, "origin", origin)
        .leaves("abort")
        .snap("FAILED")
        .tellError()
        .snap("CONNECTING")
        .attempt();
  }

  private static Script refusedOnce() {
    return trace().opening().engine().rx("connectError", "code", SESSION);
  }

  private static Script waits(String code, @Nullable String origin) {
    return trace()
        .opening()
        .engine()
        .rx("connectError", "code", code, "origin", origin)
        .leaves("abort")
        .snap("WAITING")
        .tellError()
        .retries(750, 1)
        .attempt();
  }

  private static Script misplaced(String reason) {
    return trace()
        .connected()
        .rx("connectError", "code", "invalid_api_key")
        .leaves("abort")
        .snap("WAITING")
        .tellDisconnected(reason);
  }

  private static Script errs(String kind) {
    return trace().opening().tell(Kind.EVT_ERROR, "kind", kind);
  }

  private static Script unheard() {
    return trace()
        .opening()
        .engine()
        .reply()
        .snap("CONNECTED")
        .begin("close")
        .tx("disconnect")
        .leaves("close")
        .returned("close")
        .snap("CLOSED")
        .closed("close")
        .gone()
        .done("close");
  }

  private static Script outOfTime(String state) {
    return trace().opening().pass(20).snap(state).tell(Kind.EVT_ERROR, "kind", "TIMEOUT");
  }

  private static Script tries(Script script, long millis) {
    return script.passMillis(millis).add(Kind.LOG);
  }

  private static Script silent(long millis) {
    return trace()
        .connected()
        .passMillis(millis)
        .leaves("abort")
        .snap("WAITING")
        .tellDisconnected("ping timeout");
  }

  private static Script mute(long millis) {
    return trace().connected().passMillis(millis).add(Kind.LOG);
  }

  private static Script slept(long millis) {
    return EpochVerdicts.asleep(trace().connected(), 1).passMillis(millis - 1).add(Kind.LOG);
  }

  private static Script noticed(long millis) {
    return trace().connected().closed("close").passMillis(millis).snap("WAITING");
  }

  private static Script owed(String reason) {
    return trace()
        .connected()
        .rx("bad", "skip", true, "owed", true)
        .pass(40)
        .leaves("abort")
        .snap("WAITING")
        .tellDisconnected(reason);
  }
}
