/** Finds transports by {@link java.util.ServiceLoader} and says clearly why one cannot be used. */
@NullMarked
package dev.agnost.realtime.core.discovery;

import org.jspecify.annotations.NullMarked;
