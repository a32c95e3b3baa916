package dev.agnost.realtime.systemtests.nemesis;

/**
 * One call of a listener.
 *
 * @param event what it was called for
 * @param thread the name of the thread it ran on
 * @param begin by {@link System#nanoTime}
 * @param end likewise
 */
record ListenerCall(ListenerEvent event, String thread, long begin, long end) {}
