package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.TransportProvider;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The reference transport with one mistake.
 *
 * @param number that of the list in the design, from 65 on our own
 * @param rule the one that must catch it
 * @param provider a fresh one at each call
 */
record Mutant(int number, String mistake, String rule, Supplier<TransportProvider> provider) {

  /** Makes a connection with a mistake. */
  interface ConnectionMaker {
    ReferenceConnection make(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener);
  }

  /** A mistake in the provider or the transport. */
  static Mutant transport(
      int number, String mistake, String rule, Function<TransportConfig, Transport> create) {
    return new Mutant(
        number,
        mistake,
        rule,
        () ->
            new ReferenceProvider() {
              @Override
              public Transport create(TransportConfig config) {
                return create.apply(config);
              }
            });
  }

  /** A mistake in the connection. */
  static Mutant connection(int number, String mistake, String rule, ConnectionMaker maker) {
    return transport(
        number,
        mistake,
        rule,
        config ->
            new ReferenceTransport(config) {
              @Override
              ReferenceConnection newConnection(
                  ConnectRequest request, TransportListener listener) {
                return maker.make(this, request, listener);
              }
            });
  }

  /** A mistake in how sockets are opened. */
  static Mutant sockets(
      int number,
      String mistake,
      String rule,
      BiFunction<ReferenceTransport, ConnectRequest, ReferenceSocket> made) {
    return connection(
        number,
        mistake,
        rule,
        (transport, request, listener) ->
            new ReferenceConnection(transport, request, listener) {
              @Override
              ReferenceSocket newSockets() {
                return made.apply(transport, request);
              }
            });
  }

  /** A failure on which the socket is kept. */
  static Mutant keeping(
      int number, String mistake, String rule, Predicate<TransportException> failure) {
    return connection(
        number,
        mistake,
        rule,
        (transport, request, listener) ->
            new ReferenceConnection(transport, request, listener) {
              private volatile boolean keep;

              @Override
              void fail(Throwable t) {
                keep = signals.isConnecting() && failure.test(classify(t));
                super.fail(t);
              }

              @Override
              public void release() {
                if (!keep) {
                  super.release();
                }
              }
            });
  }

  /** A mistake in what the listener is told. */
  static Mutant signals(
      int number, String mistake, String rule, UnaryOperator<TransportListener> filter) {
    return connection(
        number,
        mistake,
        rule,
        (transport, request, listener) ->
            new ReferenceConnection(transport, request, filter.apply(listener)));
  }

  /** Whether it is one of the 64 of the design. */
  boolean designed() {
    return number <= 64;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%02d %s (%s)", number, mistake, rule);
  }
}
