/** Every error code, provoked over each transport and compared with {@code docs/errors.md}. */
@NullMarked
package dev.agnost.realtime.systemtests.errors;

import org.jspecify.annotations.NullMarked;
