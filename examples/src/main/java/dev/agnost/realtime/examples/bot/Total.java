package dev.agnost.realtime.examples.bot;

/**
 * The answer to a sum.
 *
 * @param id of the sum
 * @param value exact, as text for the reason that {@link Sum} gives
 */
record Total(int id, String value) {}
