package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.Header;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.List;
import java.util.Locale;

/** Mistakes about capabilities and advice. */
final class RequirementLevelMutants {

  private RequirementLevelMutants() {}

  static List<Mutant> all() {
    return List.of(
        UpgradeMutants.upgrade(
            100,
            "lower-cases the names of headers",
            "T2.19",
            request ->
                new ReferenceUpgrade(request) {
                  @Override
                  List<Header> headers() {
                    return super.headers().stream()
                        .map(h -> new Header(h.name().toLowerCase(Locale.ROOT), h.value()))
                        .toList();
                  }
                }),
        UpgradeMutants.upgrade(
            101,
            "compares the whole value of Connection",
            "T2.20",
            request ->
                new ReferenceUpgrade(request) {
                  @Override
                  void check(RequestHead response, InputStream in) throws IOException {
                    String connection = response.value("Connection");
                    if (connection.contains(",")) {
                      throw new ProtocolException("Connection: " + connection);
                    }
                    super.check(response, in);
                  }
                }),
        UpgradeMutants.upgrade(
            102,
            "waits for a missing accept key",
            "T2.21",
            request ->
                new ReferenceUpgrade(request) {
                  @Override
                  void checkAccept(RequestHead response) throws IOException {
                    if (response.values("Sec-WebSocket-Accept").isEmpty()) {
                      try {
                        Thread.sleep(60_000);
                      } catch (InterruptedException e) {
                        throw new IOException(e);
                      }
                    }
                    super.checkAccept(response);
                  }
                }),
        Mutant.connection(
            103,
            "abort leaves TCP in SYN_SENT",
            "T2.22",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  public void release() {
                    if (raw.isConnected() || request.uri().getHost().endsWith(".1")) {
                      super.release();
                    }
                  }
                }),
        Mutant.connection(
            104,
            "sends 1000 for no status",
            "T6.10",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  public void close(CloseStatus status) {
                    super.close(status.equals(CloseStatus.NO_STATUS) ? CloseStatus.NORMAL : status);
                  }
                }),
        Mutant.connection(
            105,
            "1002 for a message above the limit",
            "T7.10",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  void enqueueClose(CloseStatus status) {
                    super.enqueueClose(
                        status.equals(CloseStatus.MESSAGE_TOO_BIG)
                            ? CloseStatus.PROTOCOL_ERROR
                            : status);
                  }
                }),
        Mutant.connection(
            106,
            "reads a MiB before it refuses",
            "T7.11",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  private DataInputStream in = new DataInputStream(InputStream.nullInputStream());

                  @Override
                  DataInputStream connect() throws IOException {
                    in = super.connect();
                    return in;
                  }

                  @Override
                  void checkSize(long held, long announced) {
                    try {
                      if (announced > 1 << 30) {
                        in.readNBytes(1 << 20);
                      }
                    } catch (IOException ignored) {
                      // ignored: the reader will notice
                    }
                    super.checkSize(held, announced);
                  }
                }));
  }
}
