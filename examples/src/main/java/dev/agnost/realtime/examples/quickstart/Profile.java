package dev.agnost.realtime.examples.quickstart;

/**
 * What other members see beside a client's id.
 *
 * @param name of the participant
 */
record Profile(String name) {}
