/**
 * Payloads by means of Jackson, the only package that depends on it. Thread-safe; no I/O, no class
 * is ever chosen by a name that came from the network.
 */
@NullMarked
package dev.agnost.realtime.core.json;

import org.jspecify.annotations.NullMarked;
