/** Runs the small examples. */
@NullMarked
package dev.agnost.realtime.examples.programs;

import org.jspecify.annotations.NullMarked;
