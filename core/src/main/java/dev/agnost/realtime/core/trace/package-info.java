/**
 * What happens in a session, as a sequence of records: for tests that check invariants over a whole
 * run. A {@link dev.agnost.realtime.core.trace.TraceSink} is given to a session with its
 * surroundings; in production there is none, and what is not traced costs one branch. Records hold
 * no payload and no secret.
 */
@NullMarked
package dev.agnost.realtime.core.trace;

import org.jspecify.annotations.NullMarked;
