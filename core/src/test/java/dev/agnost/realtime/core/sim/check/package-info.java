/**
 * Judges a trace of the simulation by the invariants I01 to I62. Shares no code with core, and
 * reads only what the application, its callbacks, the timers and the wire saw: an oracle that reads
 * a flag of the code it judges misses the bug that forgets to set it. {@code SNAP} is what the
 * public getters return, so it counts as seen by the application. For one thread.
 */
@NullMarked
package dev.agnost.realtime.core.sim.check;

import org.jspecify.annotations.NullMarked;
