/** The public signatures of the published modules, against a baseline. */
@NullMarked
package dev.agnost.realtime.systemtests.signatures;

import org.jspecify.annotations.NullMarked;
