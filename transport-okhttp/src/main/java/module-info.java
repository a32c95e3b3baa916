/**
 * The transport on OkHttp.
 *
 * <p>Notes for whoever changes it:
 *
 * <ul>
 *   <li>An interceptor exchanges the socket of the upgraded response for one of ours, through which
 *       OkHttp reads and writes its frames, after TLS. What OkHttp cannot be set to do happens
 *       there: the inbound limit before anything is kept (T7.1), waiting for demand (T5.3), answers
 *       to broken rules with 1002 and 1009, a close frame without a code.
 *   <li>Text passes OkHttp as binary in both directions, so bytes arrive unaltered (T3.7) and none
 *       are turned into strings on the way. {@code Outbound} and {@code InboundFrames} remember
 *       which is which.
 *   <li>The answer to the peer's close frame is ours to give in {@code onClosing} (T6.4), and the
 *       terminal signal is given there, whatever becomes of the answer (T6.3). The socket is closed
 *       a second later at the latest.
 *   <li>{@code send} closes the WebSocket above 16 MiB, so the size of the queue is checked before
 *       (T4.4).
 *   <li>The WebSocket is taken from the argument of {@code onOpen}; {@code newWebSocket} may not
 *       have returned yet, and may also call {@code onFailure} before it returns.
 *   <li>{@code TransportConnection.abort} closes the TCP socket below TLS first, because an SSL
 *       socket waits for whoever is writing to it.
 *   <li>Each attempt has a client of its own, derived from one prototype: then its socket factory
 *       knows whose sockets it makes and where a proxy's tunnel is to lead. OkHttp's own proxy
 *       support makes no tunnel for {@code ws}.
 *   <li>OkHttp repeats a request by itself after a 503 with {@code Retry-After: 0}, whatever its
 *       settings say; {@code NoFollowUp} is against that.
 *   <li>OkHttp runs no network interceptor on an upgrade, changes some paths and queries, adds
 *       {@code User-Agent} and {@code Accept-Encoding}, and takes {@code Connection: Upgrade} only,
 *       not {@code keep-alive, Upgrade}. So the heads are put right on their way through the
 *       socket, above TLS: {@code ExactHead}.
 *   <li>Of an {@code SSLContext} OkHttp wants the trust manager, which it does not give away. It is
 *       not needed: {@code ContextTrust}. OkHttp verifies the host name in any case.
 *   <li>Every timeout of OkHttp is switched off (T2.8); the one for an unanswered close is an hour.
 *   <li>Threads named {@code OkHttp TaskRunner} write, and belong to OkHttp, for all clients of the
 *       process. They are daemons and end when they have been idle for a minute.
 * </ul>
 */
module dev.agnost.realtime.transport.okhttp {
  requires transitive dev.agnost.realtime.api;
  requires transitive okhttp3;
  requires static org.jspecify;

  exports dev.agnost.realtime.transport.okhttp;

  provides dev.agnost.realtime.transport.TransportProvider with
      dev.agnost.realtime.transport.okhttp.OkHttpTransportProvider;
}
