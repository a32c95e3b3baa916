/**
 * Agnost realtime servers for tests: an embedded one in Java and real Socket.IO under Node.js,
 * behind one interface with fault control.
 */
@NullMarked
package dev.agnost.realtime.tck.server;

import org.jspecify.annotations.NullMarked;
