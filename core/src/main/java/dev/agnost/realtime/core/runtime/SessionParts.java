package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.session.RetryLedger;

/** What a session is made of. Everything in it is used in the mailbox of that session only. */
final class SessionParts {

  final SessionOptions options;
  final Surroundings around;
  final Mailbox mailbox;
  final CallbackQueue callbacks;
  final LastCallbacks lastCallbacks;
  final Events events;

  final RetryLedger ledger = new RetryLedger();
  final RetryDecision retries;
  final ConnectionListeners listeners;
  final Farewells farewells;
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
      Events events,
      SessionShell shell) {
    this.options = options;
    this.around = around;
    this.mailbox = mailbox;
    this.callbacks = callbacks;
    this.events = events;
    Timers timers = around.timers();
    this.lastCallbacks = new LastCallbacks(callbacks, timers);
    this.retries = new RetryDecision(options, around.random());
    this.listeners = new ConnectionListeners(callbacks);
    this.farewells = new Farewells(timers, mailbox);
    this.queue =
        new OutboundQueue(options.queue(), timers, () -> mailbox.submit(shell::queueExpiryDue));
    this.outbound = new Outbound(queue, timers, mailbox, shell::transportThrew);
    this.window =
        new InboundWindow(
            options.maxPendingMessages(),
            options.maxPendingBytes(),
            () -> mailbox.submit(shell::reopenWindow),
            shell::transportThrew);
    this.wishes = new Wishes(options.autoJoinChannels());
    this.heartbeat = new Heartbeat(timers);
    this.log = new OutageLog(options.host());
    this.connecting = new Waiters(around.workers());
    this.closing = new Waiters(around.workers());
  }
}
