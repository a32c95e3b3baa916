/** A chat in a terminal. */
@NullMarked
package dev.agnost.realtime.examples.chat;

import org.jspecify.annotations.NullMarked;
