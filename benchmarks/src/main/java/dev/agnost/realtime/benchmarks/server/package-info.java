/** The load server: Engine.IO 4 and Socket.IO 5 on one event loop, as cheap as it can be made. */
@NullMarked
package dev.agnost.realtime.benchmarks.server;

import org.jspecify.annotations.NullMarked;
