package dev.agnost.realtime.core.sim.check;

import dev.agnost.realtime.core.sim.trace.Kind;
import dev.agnost.realtime.core.sim.trace.TraceRecord;
import java.util.List;

/**
 * All judges of one client. Not a list of them: every record meets every judge, and through an
 * interface with so many classes behind it that costs a sixth of a run.
 */
final class ClientChecker {

  private final ClientView view;
  private final Findings findings;
  private final StateInvariants states;
  private final EpochInvariants epochs;
  private final StaleInvariants stale;
  private final CloseInvariants closes;
  private final OutcomeInvariants outcomes;
  private final BadFrameInvariants badFrames;
  private final LossInvariants losses;
  private final AttemptInvariants attempts;
  private final WaitInvariants waits;
  private final LivelinessInvariants liveliness;
  private final TimerInvariants timers;
  private final FateInvariants fates;
  private final QueueInvariants queue;
  private final FrameInvariants frames;
  private final ListenerInvariants listeners;
  private final CallbackInvariants callbacks;
  private final WindowInvariants windows;
  private final ChannelInvariants channels;
  private final ProfileInvariants profile;
  private final ResourceInvariants resources;
  private long now = Long.MIN_VALUE;

  ClientChecker(RunFacts facts, Findings findings) {
    this.view = new ClientView(facts);
    this.findings = findings;
    this.states = new StateInvariants(view, facts, findings);
    this.epochs = new EpochInvariants(view, findings);
    this.stale = new StaleInvariants(view, findings);
    this.closes = new CloseInvariants(view, findings);
    this.outcomes = new OutcomeInvariants(view, facts, findings);
    this.badFrames = new BadFrameInvariants(view, findings);
    this.losses = new LossInvariants(view, findings);
    this.attempts = new AttemptInvariants(view, facts, findings);
    this.waits = new WaitInvariants(view, facts, findings);
    this.liveliness = new LivelinessInvariants(view, facts, findings);
    this.timers = new TimerInvariants(view, facts, findings);
    this.fates = new FateInvariants(view, facts, findings);
    this.queue = new QueueInvariants(view, facts, findings);
    this.frames = new FrameInvariants(view, findings);
    this.listeners = new ListenerInvariants(view, facts, findings);
    this.callbacks = new CallbackInvariants(facts, findings);
    this.windows = new WindowInvariants(view, findings);
    this.channels = new ChannelInvariants(view, facts, findings);
    this.profile = new ProfileInvariants(view, findings);
    this.resources = new ResourceInvariants(view, facts, findings);
  }

  void see(TraceRecord rec) {
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
