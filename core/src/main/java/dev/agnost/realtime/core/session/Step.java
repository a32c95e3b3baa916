package dev.agnost.realtime.core.session;

import java.util.List;

/**
 * The outcome of an input.
 *
 * @param context what the machine remembers from now on
 * @param effects what the shell is to do, in order
 */
public record Step(Context context, List<Effect> effects) {}
