package dev.agnost.realtime.core.outbound;

import dev.agnost.realtime.OverflowPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * The bounds of the outbound queue.
 *
 * @param messages at most, at least 1
 * @param bytes at most, at least 1
 * @param age how long a message may wait; empty for as long as it takes
 * @param overflow who is dropped when it is full
 */
public record QueueLimits(
    int messages, long bytes, Optional<Duration> age, OverflowPolicy overflow) {}
