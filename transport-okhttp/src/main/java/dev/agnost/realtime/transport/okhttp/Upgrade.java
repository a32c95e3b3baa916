package dev.agnost.realtime.transport.okhttp;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.function.UnaryOperator;
import okhttp3.Interceptor;
import okhttp3.Response;
import okio.Socket;

/**
 * Keeps the request and the response of an upgrade to what was asked for, and puts our view of the
 * frames under OkHttp.
 */
final class Upgrade implements Interceptor {

  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  private static final String PROTOCOL = "Sec-WebSocket-Protocol";
  private static final int SWITCHING_PROTOCOLS = 101;

  private final UnaryOperator<Socket> framing;

  Upgrade(UnaryOperator<Socket> framing) {
    this.framing = framing;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    chain.call().addEventListener(new NoFollowUp());
    Response response =
        chain.proceed(chain.request().newBuilder().removeHeader(EXTENSIONS).build());
    Socket socket = response.socket();
    if (response.code() != SWITCHING_PROTOCOLS || socket == null) {
      return response;
    }
    if (chain.call().isCanceled()) {
      throw refuse(socket, "aborted"); // OkHttp would leave it open
    }
    if (response.header(EXTENSIONS) != null) {
      throw refuse(socket, "the server chose an extension that was not offered");
    }
    if (response.header(PROTOCOL) != null) {
      throw refuse(socket, "the server chose a subprotocol that was not offered");
    }
    return response.newBuilder().socket(framing.apply(socket)).build();
  }

  private static IOException refuse(Socket socket, String why) throws IOException {
    socket.cancel();
    socket.getSource().close();
    socket.getSink().close();
    return new ProtocolException(why);
  }
}
