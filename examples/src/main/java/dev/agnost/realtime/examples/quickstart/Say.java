package dev.agnost.realtime.examples.quickstart;

/**
 * A message of the demo; any record or bean will do.
 *
 * @param text what is said
 */
record Say(String text) {}
