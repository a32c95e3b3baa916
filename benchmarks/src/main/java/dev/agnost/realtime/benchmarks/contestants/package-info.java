/** One class for each kind of client that is measured. */
@NullMarked
package dev.agnost.realtime.benchmarks.contestants;

import org.jspecify.annotations.NullMarked;
