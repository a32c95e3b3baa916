package dev.agnost.realtime.transport.jetty;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agnost.realtime.ProxyConfig.Credentials;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tunnel through an HTTP proxy, RFC 9110 §9.3.6. */
final class ConnectTunnel implements ProxyDialogue {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] (\\d\\d\\d)[ \r]");
  private static final String HEAD_END = "\r\n\r\n";

  private final Endpoint endpoint;
  private final Optional<Credentials> credentials;
  private boolean open;

  ConnectTunnel(Endpoint endpoint, Optional<Credentials> credentials) {
    this.endpoint = endpoint;
    this.credentials = credentials;
  }

  @Override
  public ByteBuffer greeting() {
    String authority = endpoint.authorityWithPort();
    StringBuilder request = new StringBuilder();
    request.append("CONNECT ").append(authority).append(" HTTP/1.1\r\n");
    if (credentials.isPresent()) { // not last: Jetty's debug logs show the last 16 bytes
      String pair = credentials.get().user() + ":" + credentials.get().password();
      String encoded = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
      request.append("Proxy-Authorization: Basic ").append(encoded).append("\r\n");
    }
    request.append("Host: ").append(authority).append("\r\n");
    return ByteBuffer.wrap(request.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  @Override
  public ByteBuffer hear(ByteBuffer in) throws IOException {
    String head = ISO_8859_1.decode(in.duplicate()).toString();
    int end = head.indexOf(HEAD_END);
    if (end < 0) {
      return NOTHING;
    }
    Matcher answer = STATUS_LINE.matcher(head);
    if (!answer.lookingAt()) {
      throw new IOException("it does not speak HTTP/1.1");
    }
    String status = answer.group(1);
    if (!status.startsWith("2")) {
      throw new IOException("it answered CONNECT with HTTP status " + status);
    }
    in.position(in.position() + end + HEAD_END.length());
    open = true;
    return NOTHING;
  }

  @Override
  public boolean isOpen() {
    return open;
  }
}
