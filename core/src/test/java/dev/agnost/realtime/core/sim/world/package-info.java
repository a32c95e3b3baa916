/**
 * A whole world in one thread: virtual time, a network, a server, applications and their faults,
 * around the real client. Every choice in it comes from a seed, so that a run can be repeated,
 * shrunk, and kept for ever. For tests only; nothing in it may depend on hash order, identity or
 * the real clock.
 */
@NullMarked
package dev.agnost.realtime.core.sim.world;

import org.jspecify.annotations.NullMarked;
