/** A service that owns one client for its whole life. */
@NullMarked
package dev.agnost.realtime.examples.service;

import org.jspecify.annotations.NullMarked;
