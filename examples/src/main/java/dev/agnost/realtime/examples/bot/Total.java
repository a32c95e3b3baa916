package dev.agnost.realtime.examples.bot;

import java.math.BigDecimal;

/**
 * The answer to a sum.
 *
 * @param id of the sum
 * @param value exact
 */
record Total(int id, BigDecimal value) {}
