package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.util.List;

/** Mistakes about what is spoken on the wire of {@code wss}. */
final class TlsMutants {

  private TlsMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.connection(97, "goes on with TLS below 1.2", "T2.17", AnyVersion::new),
        Mutant.connection(98, "a plaintext answer to TLS is lost", "T2.18", LostInPlain::new),
        Mutant.connection(99, "speaks plaintext for wss", "T2.18", Plain::new));
  }

  private static final class AnyVersion extends ReferenceConnection {
    AnyVersion(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    ReferenceSocket newSockets() {
      return new ReferenceSocket(transport.config()) {
        @Override
        Socket unconnected() {
          return new Socket(Proxy.NO_PROXY) {
            @Override
            public InputStream getInputStream() throws IOException {
              return new Modernised(super.getInputStream());
            }
          };
        }
      };
    }
  }

  /** Shows an old ServerHello as one of TLS 1.2, because JDKs no longer speak what is older. */
  private static final class Modernised extends FilterInputStream {
    private static final int HANDSHAKE = 0x16;
    private static final int[] VERSIONS_AT = {1, 9}; // of the record and of the ServerHello

    private int at; // how much was read
    private boolean old; // a handshake record came first

    Modernised(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int count = super.read(bytes, offset, length);
      for (int i = offset; i < offset + count; i++, at++) {
        old |= at == 0 && bytes[i] == HANDSHAKE;
        for (int version : VERSIONS_AT) {
          if (old && at == version + 1) {
            bytes[i] = 3;
          }
        }
      }
      return count;
    }
  }

  private static final class LostInPlain extends ReferenceConnection {
    LostInPlain(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    TransportException classify(Throwable t) {
      String message = String.valueOf(t.getMessage());
      return message.startsWith("Unsupported or unrecognized SSL message")
          ? new TransportException(Kind.LOST, "not a TLS record", t)
          : super.classify(t);
    }
  }

  private static final class Plain extends ReferenceConnection {
    Plain(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    ReferenceSocket newSockets() {
      return new ReferenceSocket(transport.config()) {
        @Override
        Socket open(Socket raw, String host, int port, boolean secure) throws IOException {
          return super.open(raw, host, port, false);
        }
      };
    }
  }
}
