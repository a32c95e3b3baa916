package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportProvider;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What a {@link KitRun} runs the kit on.
 *
 * @param name of the report, also where the run's trouble is told
 * @param provider a fresh one at each call
 * @param settings what the run tells the kit
 */
record Subject(String name, Supplier<TransportProvider> provider, Consumer<TckSettings> settings) {}
