@NullMarked
package dev.agnost.realtime.examples;

import org.jspecify.annotations.NullMarked;
