package dev.agnost.realtime.transport.okhttp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agnost.realtime.ProxyConfig;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;

/** A tunnel through an HTTP proxy, RFC 9110 §9.3.6. */
record ConnectTunnel(ProxyConfig proxy, Endpoint endpoint) implements Tunnel {

  private static final int MAX_HEAD_BYTES = 16 * 1024;

  @Override
  public void open(InputStream in, OutputStream out) throws IOException {
    out.write(request().getBytes(ISO_8859_1));
    out.flush();
    String head = readHead(in);
    String status = head.substring(0, Math.max(0, head.indexOf('\r')));
    if (!status.matches("HTTP/1\\.[01] 2\\d\\d( .*)?")) {
      throw new IOException("the proxy answered CONNECT with: " + status);
    }
  }

  private String request() {
    StringBuilder request =
        new StringBuilder()
            .append("CONNECT ")
            .append(endpoint.authority())
            .append(" HTTP/1.1\r\nHost: ")
            .append(endpoint.authority())
            .append("\r\n");
    proxy
        .credentials()
        .ifPresent(
            credentials -> {
              String pair = credentials.user() + ":" + credentials.password();
              String encoded = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
              request.append("Proxy-Authorization: Basic ").append(encoded).append("\r\n");
            });
    return request.append("\r\n").toString();
  }

  /** Byte by byte, because what follows the empty line belongs to the endpoint. */
  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the proxy hung up");
      }
      if (head.size() == MAX_HEAD_BYTES) {
        throw new IOException("the proxy's answer has over " + MAX_HEAD_BYTES + " bytes");
      }
      head.write(next);
      boolean wanted = next == (matched % 2 == 0 ? '\r' : '\n');
      matched = wanted ? matched + 1 : next == '\r' ? 1 : 0;
    }
    return new String(head.toByteArray(), ISO_8859_1);
  }
}
