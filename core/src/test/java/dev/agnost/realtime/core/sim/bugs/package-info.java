/**
 * Proves that the simulation and the checker can fail: each seeded bug is a small change of a
 * source of core, compiled in memory and run in the same simulation, which must report it by the
 * name of the broken invariant. The shipped code has no switch for any of it.
 */
@NullMarked
package dev.agnost.realtime.core.sim.bugs;

import org.jspecify.annotations.NullMarked;
