package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Mistakes in talking to proxies, directly and for HTTP. */
final class TunnelMutants {

  private TunnelMutants() {}

  static List<Mutant> all() {
    return List.of(
        Mutant.sockets(
            107,
            "headers of the request go into the CONNECT",
            "T1.3",
            (transport, request) ->
                new ReferenceSocket(transport.config()) {
                  @Override
                  String moreForProxy() {
                    StringBuilder more = new StringBuilder();
                    for (Header header : request.headers()) {
                      more.append("\r\n").append(header.name()).append(": ").append(header.value());
                    }
                    return more.toString();
                  }
                }),
        Mutant.sockets(
            108,
            "the proxy's answer must come in one read",
            "T1.3",
            (transport, request) ->
                new ReferenceSocket(transport.config()) {
                  @Override
                  String readAnswer(InputStream in) throws IOException {
                    byte[] answer = new byte[4_096];
                    int count = Math.max(0, in.read(answer));
                    return new String(answer, 0, count, StandardCharsets.ISO_8859_1);
                  }
                }),
        Mutant.sockets(
            109,
            "a SOCKS reply has ten bytes",
            "T1.3",
            (transport, request) ->
                new ReferenceSocket(transport.config()) {
                  @Override
                  int restOfReply(int addressType, DataInputStream in) {
                    return 6;
                  }
                }),
        Mutant.sockets(
            110,
            "a proxy must answer in HTTP/1.1",
            "T1.3",
            (transport, request) ->
                new ReferenceSocket(transport.config()) {
                  @Override
                  String readAnswer(InputStream in) throws IOException {
                    String answer = super.readAnswer(in);
                    if (!answer.startsWith("HTTP/1.1 ")) {
                      throw new TransportException(
                          Kind.PROXY, "the proxy answered " + answer, null);
                    }
                    return answer;
                  }
                }),
        Mutant.keeping(
            111,
            "the socket stays open when a proxy refuses",
            "T1.3",
            failure -> failure.kind() == Kind.PROXY),
        Mutant.transport(
            112,
            "HTTP goes around the proxy",
            "H6",
            config ->
                new ReferenceTransport(config) {
                  @Override
                  public Optional<HttpExchange> http() {
                    TransportConfig direct =
                        config.sslContext().map(Configs::trusting).orElse(config);
                    return Optional.of(
                        new ReferenceHttp(direct, this::thread, ConcurrentHashMap.newKeySet()));
                  }
                }),
        Mutant.transport(
            113,
            "an HTTP exchange goes on when the transport is closed",
            "H1",
            config ->
                new ReferenceTransport(config) {
                  @Override
                  public Optional<HttpExchange> http() {
                    return Optional.of(
                        new ReferenceHttp(config, this::thread, ConcurrentHashMap.newKeySet()));
                  }
                }));
  }
}
