/** What the build says about all transports together. */
@NullMarked
package dev.agnost.realtime.examples.transports;

import org.jspecify.annotations.NullMarked;
