/** A bot that answers. */
@NullMarked
package dev.agnost.realtime.examples.bot;

import org.jspecify.annotations.NullMarked;
