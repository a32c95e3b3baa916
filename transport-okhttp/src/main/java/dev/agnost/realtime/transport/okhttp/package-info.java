/**
 * The transport on OkHttp. Applications find it by its name {@code okhttp} and need nothing of this
 * package, unless they want it to share the settings of an OkHttp client of theirs: see {@link
 * dev.agnost.realtime.transport.okhttp.OkHttpTransports}.
 *
 * <p>Signals come on one thread for each connection, which blocks while there is no demand.
 */
@NullMarked
package dev.agnost.realtime.transport.okhttp;

import org.jspecify.annotations.NullMarked;
