package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.core.concurrent.CallbackBarrier;
import dev.agnost.realtime.core.concurrent.CallbackExecutor;
import dev.agnost.realtime.core.concurrent.PendingFutures;
import dev.agnost.realtime.core.concurrent.Scheduler;
import dev.agnost.realtime.core.concurrent.SerialExecutor;
import dev.agnost.realtime.core.connection.ClosingConnections;
import dev.agnost.realtime.core.connection.HeartbeatMonitor;
import dev.agnost.realtime.core.inbound.EventSink;
import dev.agnost.realtime.core.inbound.InboundFlowControl;
import dev.agnost.realtime.core.listeners.ConnectionListeners;
import dev.agnost.realtime.core.listeners.SlowListenerDetector;
import dev.agnost.realtime.core.observe.ConnectionLogger;
import dev.agnost.realtime.core.observe.SessionEvents;
import dev.agnost.realtime.core.outbound.FlushTracker;
import dev.agnost.realtime.core.outbound.MessageSender;
import dev.agnost.realtime.core.outbound.OutboundQueue;
import dev.agnost.realtime.core.session.RetryLedger;

/** What a session is made of. Everything in it is used in the mailbox of that session only. */
final class SessionParts {

  final SessionOptions options;
  final SessionEnvironment around;
  final SerialExecutor mailbox;
  final CallbackExecutor callbacks;
  final SlowListenerDetector watch;
  final CallbackBarrier lastCallbacks;
  final EventSink events;
  final SessionEvents journal;

  final RetryLedger ledger = new RetryLedger();
  final ReconnectDecider retries;
  final ConnectionListeners listeners;
  final ClosingConnections farewells;
  final FlushTracker flushes;
  final OutboundQueue queue;
  final MessageSender outbound;
  final InboundFlowControl window;
  final DesiredState wishes;
  final HeartbeatMonitor heartbeat;
  final ConnectionLogger log;
  final PendingFutures connecting;
  final PendingFutures closing;

  SessionParts(
      SessionOptions options,
      SessionEnvironment around,
      SerialExecutor mailbox,
      CallbackExecutor callbacks,
      SlowListenerDetector watch,
      EventSink events,
      SessionDriver shell) {
    this.options = options;
    this.around = around;
    this.mailbox = mailbox;
    this.callbacks = callbacks;
    this.watch = watch;
    this.events = events;
    Scheduler timers = around.timers();
    this.journal = new SessionEvents(around.metrics(), timers::now);
    this.lastCallbacks = new CallbackBarrier(callbacks, timers);
    this.retries = new ReconnectDecider(options, around.random());
    this.listeners = new ConnectionListeners(callbacks, watch, journal);
    this.farewells = new ClosingConnections(timers, mailbox);
    this.flushes = new FlushTracker(timers, mailbox, around.workers(), around.random());
    this.queue =
        new OutboundQueue(
            options.queue(),
            timers,
            journal,
            () -> mailbox.submit(shell::queueExpiryDue),
            flushes::dropped);
    this.outbound =
        new MessageSender(queue, flushes, timers, mailbox, journal, shell::transportThrew);
    this.window =
        new InboundFlowControl(
            options.maxPendingMessages(),
            options.maxPendingBytes(),
            journal,
            () -> mailbox.submit(shell::reopenWindow),
            shell::transportThrew);
    this.wishes = new DesiredState(options.autoJoinChannels());
    this.heartbeat = new HeartbeatMonitor(timers);
    this.log = new ConnectionLogger(options.host());
    this.connecting = new PendingFutures(around.workers());
    this.closing = new PendingFutures(around.workers());
  }
}
