/** A list of who is in a channel, kept up to date. */
@NullMarked
package dev.agnost.realtime.examples.presence;

import org.jspecify.annotations.NullMarked;
