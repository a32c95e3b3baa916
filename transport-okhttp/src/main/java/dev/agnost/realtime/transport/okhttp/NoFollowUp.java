package dev.agnost.realtime.transport.okhttp;

import dev.agnost.realtime.transport.TransportException;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;

/**
 * Ends a call where OkHttp would send its request again whatever its settings say (T2.4): after a
 * 503 with {@code Retry-After: 0}. The body of that response is lost. A 407 of a server is told
 * here too, since OkHttp makes an error of another class of it.
 */
final class NoFollowUp extends EventListener {

  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
  private static final int UNAVAILABLE = 503;

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    boolean again =
        response.code() == UNAVAILABLE && "0".equals(response.header(Failures.RETRY_AFTER));
    if (again || response.code() == PROXY_AUTHENTICATION_REQUIRED) {
      TransportException rejected = Failures.rejected(response, "");
      throw NoFollowUp.<RuntimeException>unchecked(new IOException("answered", rejected));
    }
  }

  /** OkHttp is written in Kotlin and passes an IOException on from here, as if it had read one. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Exception> E unchecked(Exception e) throws E {
    throw (E) e;
  }
}
