/**
 * A command-line program that examines the way from this machine to an Agnost environment, step by
 * step, and explains the first step that fails.
 */
@NullMarked
package dev.agnost.realtime.doctor;

import org.jspecify.annotations.NullMarked;
