/**
 * Transports as one would write them from the front page of each library's manual: correct Java,
 * the helpers of {@code api}, and every default left as it is. What the kit finds in them is what
 * the defaults of the libraries get wrong. Not for use.
 */
@NullMarked
package dev.agnost.realtime.tck.transport.naive;

import org.jspecify.annotations.NullMarked;
