package dev.agnost.realtime.transport.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.agnost.realtime.transport.Header;
import java.nio.ByteBuffer;
import java.util.List;

/** The head of a request as it goes over the wire. */
final class RequestHead {

  private static final String LINE_END = "\r\n";

  private final StringBuilder text = new StringBuilder();

  RequestHead(String method, String target, String host) {
    text.append(method).append(' ').append(target).append(" HTTP/1.1").append(LINE_END);
    add("Host", host);
  }

  RequestHead add(String name, String value) {
    text.append(name).append(": ").append(value).append(LINE_END);
    return this;
  }

  RequestHead addAll(List<Header> headers) {
    headers.forEach(header -> add(header.name(), header.value()));
    return this;
  }

  /** The head with the empty line at its end, and the body behind it. */
  ByteBuffer with(ByteBuffer body) {
    byte[] head = (text + LINE_END).getBytes(ISO_8859_1);
    return ByteBuffer.allocate(head.length + body.remaining())
        .put(head)
        .put(body.duplicate())
        .flip();
  }
}
