/**
 * Drives the session machine: carries out its effects, arms its timers and publishes its state.
 *
 * <p>Everything runs on the serial executor of the session unless a method states otherwise. Time,
 * randomness, threads and transports come in through {@link
 * dev.agnost.realtime.core.runtime.SessionEnvironment}.
 */
@NullMarked
package dev.agnost.realtime.core.runtime;

import org.jspecify.annotations.NullMarked;
