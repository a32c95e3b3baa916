/**
 * Measures the client beside other clients and the bare engines over loopback: {@link
 * dev.agnost.realtime.benchmarks.Benchmark} starts a load server and one process per contestant,
 * and writes what they report.
 */
@NullMarked
package dev.agnost.realtime.benchmarks;

import org.jspecify.annotations.NullMarked;
