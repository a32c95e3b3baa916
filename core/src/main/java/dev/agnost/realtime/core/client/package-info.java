/**
 * The client as users see it: builder, realtime module, listeners, payloads. For {@code core} only;
 * users hold the interfaces of {@code api}.
 */
@NullMarked
package dev.agnost.realtime.core.client;

import org.jspecify.annotations.NullMarked;
