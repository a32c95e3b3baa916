/**
 * The transport on OkHttp 4.12 and 5.x.
 *
 * <p>OkHttp does the handshake, TLS and frames; what it has no setting for is done where the bytes
 * pass, by {@code FrameGuard}. See decision 0017, "How OkHttp is held to limits".
 */
module dev.agnost.realtime.transport.okhttp {
  requires transitive dev.agnost.realtime.api;
  requires transitive okhttp3;
  requires static org.jspecify;

  exports dev.agnost.realtime.transport.okhttp;

  provides dev.agnost.realtime.transport.TransportProvider with
      dev.agnost.realtime.transport.okhttp.OkHttpTransportProvider;
}
