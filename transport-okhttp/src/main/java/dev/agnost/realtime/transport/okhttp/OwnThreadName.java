package dev.agnost.realtime.transport.okhttp;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/** Names the thread of a call as ours (T8.2). OkHttp gives it the name of the host meanwhile. */
final class OwnThreadName implements Interceptor {

  @Override
  public Response intercept(Chain chain) throws IOException {
    Thread.currentThread().setName("agnost-okhttp-connection");
    return chain.proceed(chain.request());
  }
}
