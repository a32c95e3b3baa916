/**
 * An embedded Agnost realtime server for tests, with fault control, as a plain class and as a JUnit
 * 5 extension. Only {@link dev.agnost.realtime.testserver.AgnostServerExtension} needs JUnit.
 */
@NullMarked
package dev.agnost.realtime.testserver;

import org.jspecify.annotations.NullMarked;
