package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.session.RetryLedger;

/** What a session is made of. Everything in it is used in the mailbox of that session only. */
final class SessionParts {

  final SessionOptions options;
  final Surroundings around;
  final Mailbox mailbox;
  final CallbackQueue callbacks;
  final ListenerWatch watch;
  final LastCallbacks lastCallbacks;
  final Events events;
  final Journal journal;

  final RetryLedger ledger = new RetryLedger();
  final RetryDecision retries;
  final ConnectionListeners listeners;
  final Farewells farewells;
  final Flushes flushes;
  final OutboundQueue queue;
  final Outbound outbound;
  final InboundWindow window;
  final Wishes wishes;
  final Heartbeat heartbeat;
  final OutageLog log;
  final Waiters connecting;
  final Waiters closing;

  SessionParts(
      SessionOptions options,
      Surroundings around,
      Mailbox mailbox,
      CallbackQueue callbacks,
      ListenerWatch watch,
      Events events,
      SessionShell shell) {
    this.options = options;
    this.around = around;
    this.mailbox = mailbox;
    this.callbacks = callbacks;
    this.watch = watch;
    this.events = events;
    Timers timers = around.timers();
    this.journal = new Journal(around.metrics(), timers);
    this.lastCallbacks = new LastCallbacks(callbacks, timers);
    this.retries = new RetryDecision(options, around.random());
    this.listeners = new ConnectionListeners(callbacks, watch, journal);
    this.farewells = new Farewells(timers, mailbox);
    this.flushes = new Flushes(timers, mailbox, around.workers());
    this.queue =
        new OutboundQueue(
            options.queue(),
            timers,
            journal,
            () -> mailbox.submit(shell::queueExpiryDue),
            flushes::dropped);
    this.outbound = new Outbound(queue, flushes, timers, mailbox, journal, shell::transportThrew);
    this.window =
        new InboundWindow(
            options.maxPendingMessages(),
            options.maxPendingBytes(),
            journal,
            () -> mailbox.submit(shell::reopenWindow),
            shell::transportThrew);
    this.wishes = new Wishes(options.autoJoinChannels());
    this.heartbeat = new Heartbeat(timers);
    this.log = new OutageLog(options.host());
    this.connecting = new Waiters(around.workers());
    this.closing = new Waiters(around.workers());
  }
}
