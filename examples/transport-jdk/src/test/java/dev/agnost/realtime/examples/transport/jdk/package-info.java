@NullMarked
package dev.agnost.realtime.examples.transport.jdk;

import org.jspecify.annotations.NullMarked;
