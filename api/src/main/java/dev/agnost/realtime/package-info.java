/**
 * What applications call: {@link dev.agnost.realtime.AgnostClient} owns one managed connection to
 * an environment, {@link dev.agnost.realtime.Realtime} is its realtime module.
 *
 * <p>All types are thread-safe or immutable. Listeners of one client run one at a time, in order,
 * on the client's callback executor, never on an I/O thread.
 */
@NullMarked
package dev.agnost.realtime;

import org.jspecify.annotations.NullMarked;
