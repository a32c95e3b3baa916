package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.systemtests.nemesis.Fate.Outcome;
import java.util.ArrayList;
import java.util.List;

/** Writes the story of a client by hand, one call after another. */
final class Script {

  static final int CLIENT = 7;
  static final String THREAD = "callback-";

  private final List<Call> calls = new ArrayList<>();
  private final List<Fate> fates = new ArrayList<>();
  private long now;
  private long closed = Long.MAX_VALUE;

  /** The next call, as it should be. */
  Script told(Told what) {
    return toldOn(THREAD + "1", what);
  }

  Script toldOn(String thread, Told what) {
    calls.add(new Call(what, thread, now + 1, now + 2));
    now += 2;
    return this;
  }

  /** A call that begins while the last one is still running. */
  Script toldMeanwhile(Told what) {
    calls.add(new Call(what, THREAD + "2", now - 1, now + 1));
    now += 1;
    return this;
  }

  Script connected() {
    return told(new Told.Connected());
  }

  Script lost() {
    return told(new Told.Lost());
  }

  Script attempts(long... numbers) {
    for (long number : numbers) {
      told(new Told.Attempt(number));
    }
    return this;
  }

  Script closedByHand() {
    return told(new Told.ClosedByHand());
  }

  Script heard(int sender, int number) {
    return told(new Told.Heard(new Letter(sender, number)));
  }

  Script fate(int number, Outcome outcome, int times) {
    fates.add(new Fate(new Letter(CLIENT, number), outcome, times));
    return this;
  }

  /** The client has closed for good. */
  Script closed() {
    closed = now++;
    return this;
  }

  Story story() {
    return new Story(CLIENT, calls, fates, THREAD, closed);
  }

  List<String> judgedByCalls() {
    return CallJudge.judge(story()).stream().map(Breach::invariant).toList();
  }

  List<String> judgedByMail(Posted... posted) {
    return MailJudge.judge(List.of(posted), List.of(story())).stream()
        .map(Breach::invariant)
        .toList();
  }

  /** The server received this. */
  static Posted posted(String socketId, int sender, int number) {
    return new Posted(socketId, new Letter(sender, number));
  }
}
