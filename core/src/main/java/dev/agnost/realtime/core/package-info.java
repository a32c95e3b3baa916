/** The core of Agnost Realtime: what {@code api} finds by {@link java.util.ServiceLoader}. */
@NullMarked
package dev.agnost.realtime.core;

import org.jspecify.annotations.NullMarked;
