/** The code of the README, so that it is compiled and run with everything else. */
@NullMarked
package dev.agnost.realtime.examples.readme;

import org.jspecify.annotations.NullMarked;
