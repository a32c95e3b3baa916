/** Finds transports by {@link java.util.ServiceLoader} and explains why one cannot be used. */
@NullMarked
package dev.agnost.realtime.core.discovery;

import org.jspecify.annotations.NullMarked;
