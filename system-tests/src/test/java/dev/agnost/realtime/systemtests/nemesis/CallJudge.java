package dev.agnost.realtime.systemtests.nemesis;

import java.util.ArrayList;
import java.util.List;

/** Judges the calls of one client's listeners: I01, I10, I18, I45 and I57. */
final class CallJudge {

  private final Story story;
  private final List<Breach> breaches = new ArrayList<>();
  private boolean connected;
  private boolean mayRestart; // the next automatic attempt may be the first of a series
  private boolean mustRestart; // it must be
  private long attempt;
  private long free = Long.MIN_VALUE; // when the last call had ended

  private CallJudge(Story story) {
    this.story = story;
  }

  static List<Breach> judge(Story story) {
    CallJudge judge = new CallJudge(story);
    story.calls().forEach(judge::see);
    return judge.breaches;
  }

  private void see(Call call) {
    if (free != Long.MIN_VALUE && call.begin() - free < 0) {
      breach("I45", call.told() + " was told on " + call.thread() + " during another call");
    }
    free = free == Long.MIN_VALUE || call.end() - free > 0 ? call.end() : free;
    if (call.begin() - story.closed() > 0) {
      breach("I10", call.told() + " was told after the client had closed");
    }
    if (!call.thread().startsWith(story.threads())) {
      breach("I57", call.told() + " was told on " + call.thread());
    }
    if (call.told() instanceof Told.Connected) {
      connected();
    } else if (call.told() instanceof Told.Lost) {
      lost();
    } else if (call.told() instanceof Told.Attempt attempt) {
      attempt(attempt.number());
    } else if (call.told() instanceof Told.ClosedByHand) {
      mayRestart = true;
    }
  }

  private void connected() {
    if (connected) {
      breach("I01", "onConnect was told twice without onDisconnect");
    }
    connected = true;
    mustRestart = true;
  }

  private void lost() {
    if (!connected) {
      breach("I01", "onDisconnect was told without onConnect");
    }
    connected = false;
  }

  private void attempt(long number) {
    boolean next = number == attempt + 1 && !mustRestart;
    boolean first = number == 1 && (mustRestart || mayRestart);
    if (!next && !first) {
      String since = mustRestart ? " and a connection" : "";
      breach("I18", "attempt " + number + " was told after " + attempt + since);
    }
    attempt = number;
    mustRestart = false;
    mayRestart = false;
  }

  private void breach(String invariant, String what) {
    breaches.add(new Breach(invariant, story.client(), what));
  }
}
