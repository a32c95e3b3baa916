package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Mistakes on the way to the server. */
final class ConnectingMutants {

  private ConnectingMutants() {}

  static List<Mutant> all() {
    AtomicInteger slots = new AtomicInteger();
    return List.of(
        Mutant.connection(6, "onOpen after abort", "T2.7", OpensAfterAbort::new),
        Mutant.connection(33, "abort ignored while TLS stalls", "T2.7", DeafInTls::new),
        Mutant.connection(42, "retries the handshake silently", "T2.23", Retries::new),
        Mutant.connection(47, "trusts every CA", "T2.6", TrustsAll::new),
        Mutant.connection(48, "no host name check", "T2.6", AnyName::new),
        Mutant.connection(49, "no SNI", "T2.16", NoSni::new),
        Mutant.connection(54, "one failure class for all", "T2.5", OneClass::new),
        Mutant.connection(62, "blocks in connect for DNS", "T2.1", SlowLookup::new),
        Mutant.connection(68, "uses the proxy of the JVM", "T2.15", JvmProxied::new),
        Mutant.connection(69, "ignores the configured proxy", "T1.3", Unproxied::new),
        Mutant.connection(
            79,
            "holds 16 connections at once",
            "T2.11",
            (transport, request, listener) -> new FewSlots(transport, request, listener, slots)),
        Mutant.connection(85, "onOpen with another object", "T2.10", OtherObject::new),
        Mutant.connection(86, "close before onOpen ignored", "T6.6", DeafClose::new));
  }

  private static final class OpensAfterAbort extends ReferenceConnection {
    OpensAfterAbort(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void abort() {
      if (!signals.isConnecting()) {
        super.abort();
      }
    }
  }

  private static final class DeafInTls extends ReferenceConnection {
    DeafInTls(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void abort() {
      if (!signals.isConnecting() || !request.secure()) {
        super.abort();
      }
    }
  }

  private static final class DeafClose extends ReferenceConnection {
    DeafClose(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void close(CloseStatus status) {
      if (!signals.isConnecting()) {
        super.close(status);
      }
    }
  }

  private static final class Retries extends ReferenceConnection {
    Retries(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    DataInputStream connect() throws IOException {
      try {
        return super.connect();
      } catch (IOException first) {
        if (signals.isConnecting() && !request.secure() && request.port() > 1_024) {
          try (Socket again = new Socket(request.uri().getHost(), request.port())) {
            again.getOutputStream().write(newUpgrade().head());
          }
        }
        throw first;
      }
    }
  }

  private static final class TrustsAll extends ReferenceConnection {
    TrustsAll(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    ReferenceSocket newSockets() {
      return new ReferenceSocket(transport.config()) {
        @Override
        SSLContext context() throws IOException {
          try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Credulous()}, null);
            return context;
          } catch (GeneralSecurityException e) {
            throw new IOException(e);
          }
        }
      };
    }
  }

  static final class Credulous implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static final class AnyName extends ReferenceConnection {
    AnyName(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    ReferenceSocket newSockets() {
      return new ReferenceSocket(transport.config()) {
        @Override
        void verifyHost(SSLParameters parameters) {}
      };
    }
  }

  private static final class NoSni extends ReferenceConnection {
    NoSni(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    ReferenceSocket newSockets() {
      return new ReferenceSocket(transport.config()) {
        @Override
        void verifyHost(SSLParameters parameters) {
          super.verifyHost(parameters);
          parameters.setServerNames(List.of());
        }
      };
    }
  }

  private static final class OneClass extends ReferenceConnection {
    OneClass(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    TransportException classify(Throwable t) {
      TransportException right = super.classify(t);
      return right.kind() == Kind.UNREACHABLE
          ? new TransportException(Kind.LOST, "it failed", t)
          : right;
    }
  }

  private static final class SlowLookup extends ReferenceConnection {
    SlowLookup(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void start() {
      if (request.uri().getHost().endsWith(".invalid") && request.port() == 80) {
        LockSupport.parkNanos(3_000_000_000L); // as a resolver that is cut off
      }
      super.start();
    }
  }

  private static final class JvmProxied extends ReferenceConnection {
    JvmProxied(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    ReferenceSocket newSockets() {
      return new ReferenceSocket(transport.config()) {
        @Override
        Socket open(Socket raw, String host, int port, boolean secure) throws IOException {
          URI uri = URI.create("http://" + host + ":" + port + "/");
          for (Proxy proxy : ProxySelector.getDefault().select(uri)) {
            if (proxy.address() instanceof InetSocketAddress address) {
              return super.open(raw, address.getHostString(), address.getPort(), secure);
            }
          }
          return super.open(raw, host, port, secure);
        }
      };
    }
  }

  private static final class Unproxied extends ReferenceConnection {
    Unproxied(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    ReferenceSocket newSockets() {
      return new ReferenceSocket(
          transport.config().sslContext().map(Configs::trusting).orElse(transport.config()));
    }
  }

  private static final class FewSlots extends ReferenceConnection {
    private final AtomicInteger slots;
    private boolean taken; // reader only

    FewSlots(
        ReferenceTransport transport,
        ConnectRequest request,
        TransportListener listener,
        AtomicInteger slots) {
      super(transport, request, listener);
      this.slots = slots;
    }

    @Override
    DataInputStream connect() throws IOException {
      while (slots.get() >= 16 && signals.isConnecting()) {
        LockSupport.parkNanos(1_000_000);
      }
      slots.incrementAndGet();
      taken = true;
      return super.connect();
    }

    @Override
    void ended() {
      if (taken) {
        slots.decrementAndGet();
      }
    }
  }

  private static final class OtherObject extends ReferenceConnection {
    OtherObject(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(
          transport,
          request,
          new ListenerFilter(listener) {
            @Override
            public void onOpen(TransportConnection connection) {
              next.onOpen(new ConnectionFilter(connection));
            }
          });
    }
  }
}
