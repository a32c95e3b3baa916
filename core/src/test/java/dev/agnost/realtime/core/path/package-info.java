/** Which classes of core a message passes. */
@NullMarked
package dev.agnost.realtime.core.path;

import org.jspecify.annotations.NullMarked;
