/**
 * A tour of the SDK that anybody can run: two clients, a server that is restarted under them, and a
 * message that survives. {@code QuickStart} is the program; {@code Participant} shows what an
 * application writes.
 */
@NullMarked
package dev.agnost.realtime.examples.quickstart;

import org.jspecify.annotations.NullMarked;
