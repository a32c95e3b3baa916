/**
 * A small strict JSON reader and writer for the test servers, independent of the one in the client
 * so that neither can hide the other's mistake. Not exported; everything here is stateless or
 * confined to one thread.
 */
@NullMarked
package dev.agnost.realtime.testserver.json;

import org.jspecify.annotations.NullMarked;
