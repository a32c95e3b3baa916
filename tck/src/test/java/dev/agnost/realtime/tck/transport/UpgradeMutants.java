package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.TransportException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** Mistakes in the upgrade. */
final class UpgradeMutants {

  private UpgradeMutants() {}

  static List<Mutant> all() {
    AtomicReference<String> jar = new AtomicReference<>("");
    return List.of(
        upgrade(31, "accepts an unasked extension", "T7.5", AnyExtension::new),
        upgrade(40, "handshake status swallowed", "T2.4", NoStatus::new),
        upgrade(41, "follows redirects", "T2.4", Follows::new),
        upgrade(43, "overwrites repeated headers", "T2.2", Overwrites::new),
        upgrade(44, "re-encodes the query", "T2.2", Reencodes::new),
        upgrade(45, "skips the Accept check", "T2.3", AnyAccept::new),
        upgrade(46, "sends ambient cookies", "T2.2", request -> new Cookies(request, jar)),
        upgrade(65, "accepts an unasked subprotocol", "T2.13", AnySubprotocol::new),
        upgrade(66, "reads a head without end", "T2.12", EndlessHead::new),
        upgrade(67, "asks for h2c", "T2.14", AsksForH2c::new),
        upgrade(84, "offers compression", "T7.5", Offers::new));
  }

  static Mutant upgrade(
      int number, String mistake, String rule, Function<ConnectRequest, ReferenceUpgrade> make) {
    return Mutant.connection(
        number,
        mistake,
        rule,
        (transport, request, listener) ->
            new ReferenceConnection(transport, request, listener) {
              @Override
              ReferenceUpgrade newUpgrade() {
                return make.apply(request);
              }
            });
  }

  private static final class AnyExtension extends ReferenceUpgrade {
    AnyExtension(ConnectRequest request) {
      super(request);
    }

    @Override
    void checkExtension(RequestHead response) {}
  }

  private static final class AnyAccept extends ReferenceUpgrade {
    AnyAccept(ConnectRequest request) {
      super(request);
    }

    @Override
    void checkAccept(RequestHead response) {}
  }

  private static final class AnySubprotocol extends ReferenceUpgrade {
    AnySubprotocol(ConnectRequest request) {
      super(request);
    }

    @Override
    void check(RequestHead response, InputStream in) throws IOException {
      List<String> kept =
          response.headers().stream().filter(h -> !h.startsWith("Sec-WebSocket-Prot")).toList();
      super.check(new RequestHead(response.line(), kept), in);
    }
  }

  private static final class NoStatus extends ReferenceUpgrade {
    NoStatus(ConnectRequest request) {
      super(request);
    }

    @Override
    void check(RequestHead response, InputStream in) throws IOException {
      try {
        super.check(response, in);
      } catch (TransportException rejected) {
        throw new IOException("handshake failed", null);
      }
    }
  }

  private static final class Follows extends ReferenceUpgrade {
    Follows(ConnectRequest request) {
      super(request);
    }

    @Override
    void check(RequestHead response, InputStream in) throws IOException {
      String location = response.value("Location");
      if (!location.isEmpty()) {
        URI uri = URI.create(location);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
          socket.getOutputStream().write(head());
        }
      }
      super.check(response, in);
    }
  }

  private static final class Overwrites extends ReferenceUpgrade {
    Overwrites(ConnectRequest request) {
      super(request);
    }

    @Override
    List<Header> headers() {
      Map<String, Header> byName = new LinkedHashMap<>();
      super.headers().forEach(header -> byName.put(header.name(), header));
      return List.copyOf(byName.values());
    }
  }

  private static final class Reencodes extends ReferenceUpgrade {
    Reencodes(ConnectRequest request) {
      super(request);
    }

    @Override
    String target() {
      return super.target().replace("%20", "+").replace("%2F", "/");
    }
  }

  private static final class Cookies extends ReferenceUpgrade {
    private final AtomicReference<String> jar;

    Cookies(ConnectRequest request, AtomicReference<String> jar) {
      super(request);
      this.jar = jar;
    }

    @Override
    List<Header> headers() {
      List<Header> headers = new ArrayList<>(super.headers());
      String cookie = jar.get();
      if (cookie != null && !cookie.isEmpty()) {
        headers.add(new Header("Cookie", cookie));
      }
      return headers;
    }

    @Override
    void check(RequestHead response, InputStream in) throws IOException {
      super.check(response, in);
      if (!response.value("Set-Cookie").isEmpty()) {
        jar.set(response.value("Set-Cookie"));
      }
    }
  }

  private static final class EndlessHead extends ReferenceUpgrade {
    EndlessHead(ConnectRequest request) {
      super(request);
    }

    @Override
    int maxHead() {
      return Integer.MAX_VALUE;
    }
  }

  private static final class AsksForH2c extends ReferenceUpgrade {
    AsksForH2c(ConnectRequest request) {
      super(request);
    }

    @Override
    List<Header> headers() {
      List<Header> headers = new ArrayList<>(super.headers());
      headers.add(new Header("HTTP2-Settings", "AAMAAABkAAQAoAAAAAIAAAAA"));
      return headers;
    }
  }

  private static final class Offers extends ReferenceUpgrade {
    Offers(ConnectRequest request) {
      super(request);
    }

    @Override
    List<Header> headers() {
      List<Header> headers = new ArrayList<>(super.headers());
      headers.add(new Header("Sec-WebSocket-Extensions", "permessage-deflate"));
      return headers;
    }
  }
}
