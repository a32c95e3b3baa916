/**
 * The serial executor that runs a session's inputs, the executor of its callbacks, the scheduler,
 * and the threads and objects that all clients of the process share.
 *
 * <p>Uses nothing else of core. Each class states its threading.
 */
@NullMarked
package dev.agnost.realtime.core.concurrent;

import org.jspecify.annotations.NullMarked;
