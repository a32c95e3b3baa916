package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/** Mistakes on the way to an open connection that show in some cases only. */
final class HandshakeMutants {

  private HandshakeMutants() {}

  static List<Mutant> all() {
    AtomicBoolean first = new AtomicBoolean(true);
    return List.of(
        Mutant.connection(
            114,
            "TCP connect on the caller's thread",
            "T2.1",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void start() {
                    try {
                      raw.connect(new InetSocketAddress(request.uri().getHost(), request.port()));
                    } catch (IOException | RuntimeException failed) {
                      // ignored: the reader will notice
                    }
                    super.start();
                  }

                  @Override
                  ReferenceSocket newSockets() {
                    return new ReferenceSocket(transport.config()) {
                      @Override
                      void connect(Socket raw, InetSocketAddress address) throws IOException {
                        if (!raw.isConnected()) {
                          super.connect(raw, address);
                        }
                      }
                    };
                  }
                }),
        Mutant.connection(
            115,
            "TLS handshake on the caller's thread",
            "T2.1",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void start() {
                    super.start();
                    while (signals.isConnecting() && request.secure()) {
                      LockSupport.parkNanos(1_000_000);
                    }
                  }
                }),
        Mutant.connection(
            116,
            "CONNECT on the caller's thread",
            "T2.1",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void start() {
                    super.start();
                    while (signals.isConnecting() && transport.config().proxy().isPresent()) {
                      LockSupport.parkNanos(1_000_000);
                    }
                  }
                }),
        UpgradeMutants.upgrade(
            117,
            "a request head above 8 KiB is refused",
            "T2.2",
            request ->
                new ReferenceUpgrade(request) {
                  @Override
                  byte[] head() {
                    byte[] head = super.head();
                    if (head.length > 8_192) {
                      throw new IllegalStateException("request head too large");
                    }
                    return head;
                  }
                }),
        Mutant.connection(
            118,
            "a rejection is read to its end",
            "T2.24",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void checkAnswer(
                      ReferenceUpgrade upgrade, RequestHead response, DataInputStream in)
                      throws IOException {
                    if (!response.line().contains(" 101 ")) {
                      socket.setSoTimeout(500);
                      in.readAllBytes();
                    }
                    super.checkAnswer(upgrade, response, in);
                  }
                }),
        Mutant.connection(
            119,
            "waits for a rejection that stalls",
            "T2.24",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void checkAnswer(
                      ReferenceUpgrade upgrade, RequestHead response, DataInputStream in)
                      throws IOException {
                    upgrade.check(response, in);
                  }
                }),
        Mutant.keeping(
            120,
            "the socket stays open after a rejection",
            "T2.4",
            failure -> failure.kind() == Kind.REJECTED),
        Mutant.keeping(
            121,
            "the socket stays open after a subprotocol",
            "T2.13",
            failure -> String.valueOf(failure.getMessage()).contains("Protocol")),
        Mutant.keeping(
            122,
            "the socket stays open after an extension",
            "T7.5",
            failure -> String.valueOf(failure.getMessage()).contains("Extensions")),
        Mutant.keeping(
            123,
            "the socket stays open after a 101 without Upgrade",
            "T2.3",
            failure -> String.valueOf(failure.getMessage()).contains("header Upgrade")),
        Mutant.sockets(
            125,
            "the host name is verified on the first connection only",
            "T2.6",
            (transport, request) ->
                new ReferenceSocket(transport.config()) {
                  @Override
                  void verifyHost(SSLParameters parameters) {
                    if (first.getAndSet(false)) {
                      super.verifyHost(parameters);
                    }
                  }
                }),
        Mutant.sockets(
            126,
            "no client certificate",
            "T1.3",
            (transport, request) ->
                new ReferenceSocket(transport.config()) {
                  @Override
                  SSLContext context() throws IOException {
                    try {
                      SSLContext context = SSLContext.getInstance("TLS");
                      TrustManager[] any = {new ConnectingMutants.Credulous()};
                      context.init(null, any, null);
                      return context;
                    } catch (GeneralSecurityException e) {
                      throw new IOException(e);
                    }
                  }
                }),
        Mutant.sockets(
            127,
            "offers h2 by ALPN",
            "T2.14",
            (transport, request) ->
                new ReferenceSocket(transport.config()) {
                  @Override
                  void verifyHost(SSLParameters parameters) {
                    super.verifyHost(parameters);
                    parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
                  }
                }),
        UpgradeMutants.upgrade(
            128,
            "Host of wss without the port",
            "T2.14",
            request ->
                new ReferenceUpgrade(request) {
                  @Override
                  byte[] head() {
                    String head = new String(super.head(), StandardCharsets.ISO_8859_1);
                    String port = ":" + request.port() + "\r\n";
                    return (request.secure() ? head.replaceFirst(port, "\r\n") : head)
                        .getBytes(StandardCharsets.ISO_8859_1);
                  }
                }),
        Mutant.sockets(
            129,
            "IPv6 literals fail",
            "T2.14",
            (transport, request) ->
                new ReferenceSocket(transport.config()) {
                  @Override
                  Socket open(Socket raw, String host, int port, boolean secure)
                      throws IOException {
                    if (host.startsWith("[")) {
                      throw new UnknownHostException(host);
                    }
                    return super.open(raw, host, port, secure);
                  }
                }),
        Mutant.connection(
            130,
            "loses frames behind the 101 by chance",
            "T2.9",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  DataInputStream connect() throws IOException {
                    DataInputStream in = super.connect();
                    if (random.nextInt(8) == 0) {
                      in.skipBytes(in.available());
                    }
                    return in;
                  }
                }),
        Mutant.connection(
            131,
            "the query in messages of failures",
            "T8.5",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  TransportException classify(Throwable t) {
                    TransportException right = super.classify(t);
                    return right.kind() == Kind.UNREACHABLE
                        ? new TransportException(right.kind(), "no way to " + request.uri(), t)
                        : right;
                  }
                }),
        Mutant.connection(
            132,
            "values of headers in messages of failures",
            "T8.5",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  TransportException classify(Throwable t) {
                    TransportException right = super.classify(t);
                    return right.kind() == Kind.PROTOCOL
                        ? new TransportException(
                            right.kind(),
                            "answer to " + request.headers().stream().map(h -> h.value()).toList(),
                            t)
                        : right;
                  }
                }),
        Mutant.connection(
            133,
            "a thread left by each refused connect",
            "T8.3",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void fail(Throwable t) {
                    if (classify(t).kind() == Kind.UNREACHABLE) {
                      transport
                          .thread("left", () -> LockSupport.parkNanos(60_000_000_000L))
                          .start();
                    }
                    super.fail(t);
                  }
                }));
  }
}
