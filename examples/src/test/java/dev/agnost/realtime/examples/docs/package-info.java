@NullMarked
package dev.agnost.realtime.examples.docs;

import org.jspecify.annotations.NullMarked;
