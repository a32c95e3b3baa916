/** Messages as records: nested, generic, with binary parts, and a closed family of commands. */
@NullMarked
package dev.agnost.realtime.examples.typed;

import org.jspecify.annotations.NullMarked;
