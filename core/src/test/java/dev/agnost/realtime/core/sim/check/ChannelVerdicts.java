package dev.agnost.realtime.core.sim.check;

import static dev.agnost.realtime.core.sim.check.Script.trace;
import static dev.agnost.realtime.core.sim.check.Verdict.MIDDLE;
import static dev.agnost.realtime.core.sim.check.Verdict.breaks;
import static dev.agnost.realtime.core.sim.check.Verdict.keeps;

import dev.agnost.realtime.core.sim.check.RunFacts.Trait;
import dev.agnost.realtime.core.sim.trace.Kind;
import java.util.List;
import java.util.Set;

/** Frames, channels and resources: the other ways to break I50 to I62, and edges. */
final class ChannelVerdicts {

  private static final RunFacts FORGETS = MIDDLE.without(Trait.REJOINS);

  private static final RunFacts SECRET = MIDDLE.withCanaries(Set.of("s3cret"));

  private ChannelVerdicts() {}

  static List<Verdict> all() {
    return List.of(
        breaks(
            "I50",
            "given up for a frame to skip",
            skipped().leaves("close").snap("WAITING").tellDisconnected("parse error")),
        keeps(
            "I50",
            "given up in silence later",
            skipped().pass(40).leaves("close").snap("WAITING").tellDisconnected("ping timeout")),
        breaks("I51", "unknown after 15,001 ms", rooms("", 15_001)),
        keeps("I51", "unknown after 15 s", rooms("", 15_000)),
        keeps(
            "I51",
            "another connection",
            joined().pass(16).wire(Kind.WIRE_ROOMS, "sid", "other", "rooms", "")),
        breaks("I51", "unknown 15,001 ms after the reply", early(15_001)),
        keeps("I51", "unknown 15 s after the reply", early(15_000)),
        keeps("I51", "forgotten", after(""), FORGETS),
        breaks("I51", "not forgotten", after("room"), FORGETS),
        breaks("I51", "forgotten, and wanted", after("")),
        breaks(
            "I52",
            "a leave of what is not joined",
            trace()
                .connected()
                .begin("leave", "channel", "room")
                .writesWish("leave", "channel", "room")
                .returned("leave")),
        breaks(
            "I52",
            "a join that nobody wants",
            trace().connected().writesWish("join", "channel", "room")),
        breaks("I52", "a leave that nobody wants", joined().writesWish("leave", "channel", "room")),
        breaks(
            "I52",
            "a join that was refused",
            trace()
                .connected()
                .begin("join", "channel", "room")
                .threw("join")
                .writesWish("join", "channel", "room")),
        keeps(
            "I52",
            "joined again after a refused leave",
            joined()
                .begin("leave", "channel", "room")
                .threw("leave")
                .lost()
                .reconnected(1000, 1)
                .writesWish("join", "channel", "room")),
        breaks("I53", "no profile at all", profile().passMillis(1).add(Kind.LOG)),
        keeps(
            "I53",
            "the transport threw",
            profile()
                .wire(Kind.WIRE_THREW, "op", "send")
                .snap("WAITING")
                .passMillis(1)
                .add(Kind.LOG)),
        breaks(
            "I53",
            "the profile twice",
            profile().writesWish("update", "data", "p").writesWish("update", "data", "p")),
        breaks(
            "I53",
            "the profile before",
            trace()
                .call("updateProfile", "data", "p")
                .call("updateProfile", "data", "q")
                .opening()
                .engine()
                .reply()
                .writesWish("update", "data", "p")),
        breaks(
            "I53",
            "a profile that nobody gave",
            trace().connected().writesWish("update", "data", "p")),
        breaks(
            "I53",
            "a profile before the reply",
            trace()
                .call("updateProfile", "data", "p")
                .opening()
                .engine()
                .writesWish("update", "data", "p")),
        keeps(
            "I53",
            "a profile at once",
            trace()
                .connected()
                .begin("updateProfile", "data", "p")
                .writesWish("update", "data", "p")
                .returned("updateProfile")),
        breaks(
            "I53",
            "a refused profile",
            trace()
                .connected()
                .begin("updateProfile", "data", "p")
                .threw("updateProfile")
                .writesWish("update", "data", "p")),
        keeps(
            "I53",
            "a refused profile is not written",
            trace()
                .begin("updateProfile", "data", "p")
                .threw("updateProfile")
                .opening()
                .engine()
                .reply()
                .passMillis(1)
                .add(Kind.LOG)),
        breaks(
            "I56",
            "descriptors",
            trace()
                .add(Kind.RES, "what", "descriptors", "value", 3)
                .add(Kind.RES, "what", "descriptors", "value", 4)),
        keeps(
            "I56",
            "fewer in the end",
            trace()
                .add(Kind.RES, "what", "descriptors", "value", 3)
                .add(Kind.RES, "what", "descriptors", "value", 4)
                .add(Kind.RES, "what", "descriptors", "value", 3)),
        breaks(
            "I61",
            "in a code",
            trace().opening().fails().tell(Kind.EVT_ERROR, "kind", "INTERNAL", "code", "s3cret"),
            SECRET),
        breaks(
            "I61",
            "in an error",
            trace().tell(Kind.EVT_ERROR, "kind", "INTERNAL", "text", "of s3cret"),
            SECRET),
        breaks("I61", "in an exception", trace().add(Kind.API_RETURN, "failed", "s3cret"), SECRET),
        breaks("I61", "in a cause", trace().add(Kind.API_DONE, "cause", "s3cret"), SECRET),
        breaks(
            "I61",
            "in a thread that calls",
            trace().add(Kind.API_CALL, "thread", "s3cret"),
            SECRET),
        breaks(
            "I61",
            "in a thread of callbacks",
            trace().add(Kind.CB_BEGIN, "thread", "s3cret"),
            SECRET),
        breaks("I62", "six within a minute", warns(60_000)),
        keeps("I62", "six in 60,001 ms", warns(60_001)),
        keeps("I62", "six lines, and one is no warning", warned(5).add(Kind.LOG, "level", "INFO")),
        keeps(
            "I62",
            "a connection in between",
            warned(5)
                .retries(750, 1)
                .engine()
                .reply()
                .snap("CONNECTED")
                .tell(Kind.EVT_CONNECT)
                .add(Kind.LOG)
                .lost()
                .add(Kind.LOG, "level", "WARN")));
  }

  private static Script skipped() {
    return trace().connected().rx("bad", "skip", true);
  }

  private static Script joined() {
    return trace()
        .connected()
        .begin("join", "channel", "room")
        .writesWish("join", "channel", "room")
        .returned("join");
  }

  private static Script rooms(String rooms, long millis) {
    return joined().passMillis(millis).wire(Kind.WIRE_ROOMS, "sid", "sid-1", "rooms", rooms);
  }

  private static Script early(long millis) {
    return trace()
        .call("join", "channel", "room")
        .pass(1)
        .opening()
        .engine()
        .reply()
        .snap("CONNECTED")
        .writesWish("join", "channel", "room")
        .passMillis(millis)
        .wire(Kind.WIRE_ROOMS, "sid", "sid-1", "rooms", "");
  }

  private static Script after(String rooms) {
    return joined()
        .lost()
        .reconnected(1000, 1)
        .pass(16)
        .wire(Kind.WIRE_ROOMS, "sid", "sid-2", "rooms", rooms);
  }

  private static Script profile() {
    return trace().call("updateProfile", "data", "p").opening().engine().reply();
  }

  private static Script warned(int times) {
    Script script = trace().opening().fails();
    for (int i = 0; i < times; i++) {
      script.add(Kind.LOG, "level", "WARN");
    }
    return script;
  }

  private static Script warns(long millis) {
    return warned(5).passMillis(millis).add(Kind.LOG, "level", "WARN");
  }
}
