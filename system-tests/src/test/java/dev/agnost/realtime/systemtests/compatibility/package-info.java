/** Clients with other versions of the libraries, each in a process of its own. */
@NullMarked
package dev.agnost.realtime.systemtests.compatibility;

import org.jspecify.annotations.NullMarked;
