package dev.agnost.realtime.core.sim.check;

/**
 * An invariant does not hold.
 *
 * @param invariant its id, I01 to I62
 * @param seq the record that shows it
 * @param text what is wrong, in a sentence
 */
public record Breach(String invariant, long seq, String text) {}
