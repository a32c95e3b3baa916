/** Tables and plots from the figures of a run. */
@NullMarked
package dev.agnost.realtime.benchmarks.report;

import org.jspecify.annotations.NullMarked;
