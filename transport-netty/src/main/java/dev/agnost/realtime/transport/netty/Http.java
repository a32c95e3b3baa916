package dev.agnost.realtime.transport.netty;

import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;

/** How HTTP/1.1 is read. */
final class Http {

  private static final int LARGEST_STATUS_LINE = 8 * 1024;
  private static final int LARGEST_HEAD = 64 * 1024;
  private static final int LARGEST_CHUNK = 16 * 1024;

  private Http() {}

  static HttpClientCodec codec() {
    return new HttpClientCodec(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(LARGEST_STATUS_LINE)
            .setMaxHeaderSize(LARGEST_HEAD)
            .setMaxChunkSize(LARGEST_CHUNK),
        HttpClientCodec.DEFAULT_PARSE_HTTP_AFTER_CONNECT_REQUEST,
        HttpClientCodec.DEFAULT_FAIL_ON_MISSING_RESPONSE);
  }
}
