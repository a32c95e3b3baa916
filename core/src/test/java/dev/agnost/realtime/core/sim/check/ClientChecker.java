package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.Rec;
import java.util.List;

/**
 * All judges of one client. Not a list of them: every record meets every judge, and through an
 * interface with so many classes behind it that costs a sixth of a run.
 */
final class ClientChecker {

  private final ClientView view;
  private final Findings findings;
  private final StateJudge states;
  private final EpochJudge epochs;
  private final StaleJudge stale;
  private final CloseJudge closes;
  private final OutcomeJudge outcomes;
  private final BadFrameJudge badFrames;
  private final LossJudge losses;
  private final AttemptJudge attempts;
  private final WaitJudge waits;
  private final LivelinessJudge liveliness;
  private final TimerJudge timers;
  private final FateJudge fates;
  private final QueueJudge queue;
  private final FrameJudge frames;
  private final ListenerJudge listeners;
  private final CallbackJudge callbacks;
  private final WindowJudge windows;
  private final ChannelJudge channels;
  private final ProfileJudge profile;
  private final ResourceJudge resources;
  private long now = Long.MIN_VALUE;

  ClientChecker(RunFacts facts, Findings findings) {
    this.view = new ClientView(facts);
    this.findings = findings;
    this.states = new StateJudge(view, facts, findings);
    this.epochs = new EpochJudge(view, findings);
    this.stale = new StaleJudge(view, findings);
    this.closes = new CloseJudge(view, findings);
    this.outcomes = new OutcomeJudge(view, facts, findings);
    this.badFrames = new BadFrameJudge(view, findings);
    this.losses = new LossJudge(view, findings);
    this.attempts = new AttemptJudge(view, facts, findings);
    this.waits = new WaitJudge(view, facts, findings);
    this.liveliness = new LivelinessJudge(view, facts, findings);
    this.timers = new TimerJudge(view, facts, findings);
    this.fates = new FateJudge(view, facts, findings);
    this.queue = new QueueJudge(view, facts, findings);
    this.frames = new FrameJudge(view, findings);
    this.listeners = new ListenerJudge(view, facts, findings);
    this.callbacks = new CallbackJudge(facts, findings);
    this.windows = new WindowJudge(view, findings);
    this.channels = new ChannelJudge(view, facts, findings);
    this.profile = new ProfileJudge(view, findings);
    this.resources = new ResourceJudge(view, facts, findings);
  }

  void see(Rec rec) {
    boolean woke = rec.kind() == Kind.RUN && rec.is("phase", "asleep");
    if (woke) {
      view.update(rec); // first, since the client could do nothing until now
    }
    if (woke || rec.kind() != Kind.RUN) {
      settle(rec.t()); // a phase of the run may begin while the client is asleep
    }
    findings.at(rec);
    if (!woke) {
      view.update(rec);
    }
    states.see(rec);
    epochs.see(rec);
    stale.see(rec);
    closes.see(rec);
    outcomes.see(rec);
    badFrames.see(rec);
    losses.see(rec);
    attempts.see(rec);
    waits.see(rec);
    liveliness.see(rec);
    timers.see(rec);
    fates.see(rec);
    queue.see(rec);
    frames.see(rec);
    listeners.see(rec);
    callbacks.see(rec);
    windows.see(rec);
    channels.see(rec);
    profile.see(rec);
    resources.see(rec);
  }

  private void settle(long t) {
    if (t > now && now != Long.MIN_VALUE) {
      settleAll(t);
    }
    now = t;
  }

  private void settleAll(long t) {
    states.settle(t);
    epochs.settle(t);
    stale.settle(t);
    closes.settle(t);
    outcomes.settle(t);
    badFrames.settle(t);
    losses.settle(t);
    attempts.settle(t);
    waits.settle(t);
    liveliness.settle(t);
    timers.settle(t);
    fates.settle(t);
    queue.settle(t);
    frames.settle(t);
    listeners.settle(t);
    callbacks.settle(t);
    windows.settle(t);
    channels.settle(t);
    profile.settle(t);
    resources.settle(t);
  }

  void end() {
    settleAll(now);
    states.end();
    epochs.end();
    stale.end();
    closes.end();
    outcomes.end();
    badFrames.end();
    losses.end();
    attempts.end();
    waits.end();
    liveliness.end();
    timers.end();
    fates.end();
    queue.end();
    frames.end();
    listeners.end();
    callbacks.end();
    windows.end();
    channels.end();
    profile.end();
    resources.end();
  }

  /** Where in their ranges the waits of this client were. */
  List<Double> draws() {
    return waits.draws();
  }
}
