package dev.agnost.realtime.systemtests.nemesis;

/**
 * One call of a listener.
 *
 * @param told what it was told
 * @param thread the name of the thread it ran on
 * @param begin by {@link System#nanoTime}
 * @param end likewise
 */
record Call(Told told, String thread, long begin, long end) {}
