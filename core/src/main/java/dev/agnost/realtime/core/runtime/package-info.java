/**
 * The shell around the session machine: mailbox, timers, transport listener, queues and callbacks.
 * The only part of core that knows time and threads; all of them come in through {@link
 * dev.agnost.realtime.core.runtime.SessionEnvironment}.
 */
@NullMarked
package dev.agnost.realtime.core.runtime;

import org.jspecify.annotations.NullMarked;
