/** What an orderly end of a client loses: nothing. */
@NullMarked
package dev.agnost.realtime.systemtests.closing;

import org.jspecify.annotations.NullMarked;
