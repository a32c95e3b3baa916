package dev.agnost.realtime.transport.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.ProxyConfig.Credentials;
import dev.agnost.realtime.transport.TransportException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Base64;

/**
 * A way through a proxy to one endpoint, for libraries on blocking sockets whose own proxy support
 * makes no tunnel for {@code ws} or takes credentials from a setting of the whole JVM: CONNECT of
 * RFC 9110 §9.3.6, or SOCKS5 of RFC 1928. The proxy looks the name of the endpoint up.
 *
 * @param proxy the proxy; it alone receives the credentials
 * @param endpoint where the tunnel leads
 */
public record ProxyTunnel(ProxyConfig proxy, Endpoint endpoint) {

  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final int SOCKS = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int USER_AND_PASSWORD = 2;
  private static final int MAX_FIELD_BYTES = 255;

  /**
   * Connects a socket to the proxy and asks it for the endpoint; afterwards the socket leads there.
   * Blocks until then. Not a byte more than the proxy's answer is read.
   *
   * @param socket not connected yet; closing it ends the call
   * @param timeoutMillis for TCP; 0 means none
   * @throws IOException caused by a {@link TransportException} of kind {@code PROXY}, with the HTTP
   *     status if the proxy refused with one
   */
  public void open(Socket socket, int timeoutMillis) throws IOException {
    try {
      socket.connect(new InetSocketAddress(proxy.host(), proxy.port()), timeoutMillis);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      switch (proxy.type()) {
        case HTTP -> connect(in, socket.getOutputStream());
        case SOCKS5 -> socks(in, socket.getOutputStream());
      }
    } catch (IOException | TransportException e) {
      throw new IOException("no tunnel", TransportFailures.classifyProxy(proxy, e));
    }
  }

  private void connect(DataInputStream in, OutputStream out) throws IOException {
    String authority = endpoint.authorityWithPort();
    StringBuilder request =
        new StringBuilder("CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n");
    proxy
        .credentials()
        .ifPresent(
            credentials -> {
              String pair = credentials.user() + ":" + credentials.password();
              String encoded = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
              request.append("Proxy-Authorization: Basic ").append(encoded).append("\r\n");
            });
    out.write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    out.flush();
    String line = readHead(in).split("\r?\n", 2)[0];
    require(line.matches("HTTP/1\\.[01] \\d{3}( .*)?"), "its answer to CONNECT is not HTTP");
    int status = Integer.parseInt(line.substring(9, 12));
    if (status < 200 || status > 299) {
      throw TransportException.proxyRefused(status, proxy.toString());
    }
  }

  /** Byte by byte, because what follows the empty line belongs to the endpoint. */
  private static String readHead(DataInputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int lineBytes = -1; // -1 before the first byte, so that the head cannot end there
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("it hung up");
      }
      require(head.size() < MAX_HEAD_BYTES, "its answer is over " + MAX_HEAD_BYTES + " bytes");
      head.write(next);
      if (next == '\n') {
        if (lineBytes == 0) {
          return new String(head.toByteArray(), ISO_8859_1);
        }
        lineBytes = 0;
      } else if (next != '\r') {
        lineBytes = Math.max(lineBytes, 0) + 1;
      }
    }
  }

  private void socks(DataInputStream in, OutputStream out) throws IOException {
    int method = proxy.credentials().isPresent() ? USER_AND_PASSWORD : NO_AUTHENTICATION;
    out.write(new byte[] {SOCKS, 1, (byte) method});
    out.flush();
    require(in.readUnsignedByte() == SOCKS, "it does not speak SOCKS5");
    require(in.readUnsignedByte() == method, "it requires another authentication");
    if (proxy.credentials().isPresent()) {
      authenticate(in, out, proxy.credentials().get());
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(new byte[] {SOCKS, 1, 0});
    InetAddress address = endpoint.address();
    if (address == null) {
      request.write(3);
      writeField(request, endpoint.host());
    } else {
      request.write(address.getAddress().length == 4 ? 1 : 4);
      request.write(address.getAddress());
    }
    request.write(endpoint.port() >> 8);
    request.write(endpoint.port());
    out.write(request.toByteArray());
    out.flush();
    require(in.readUnsignedByte() == SOCKS, "it does not speak SOCKS5");
    int reply = in.readUnsignedByte();
    require(reply == 0, "it answered with " + reply);
    in.readUnsignedByte();
    int type = in.readUnsignedByte();
    in.readFully(new byte[(type == 1 ? 4 : type == 4 ? 16 : in.readUnsignedByte()) + 2]);
  }

  private static void authenticate(DataInputStream in, OutputStream out, Credentials credentials)
      throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream(); // RFC 1929
    message.write(1);
    writeField(message, credentials.user());
    writeField(message, credentials.password());
    out.write(message.toByteArray());
    out.flush();
    in.readUnsignedByte();
    require(in.readUnsignedByte() == 0, "it refused the credentials");
  }

  private static void writeField(ByteArrayOutputStream message, String text) throws IOException {
    byte[] field = text.getBytes(UTF_8);
    require(field.length <= MAX_FIELD_BYTES, "a name or credential has over 255 bytes");
    message.write(field.length);
    message.write(field);
  }

  private static void require(boolean condition, String otherwise) throws IOException {
    if (!condition) {
      throw new IOException(otherwise);
    }
  }
}
