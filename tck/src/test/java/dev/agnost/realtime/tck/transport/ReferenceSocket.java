package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Opens a socket: TCP, a tunnel through the proxy, TLS. */
class ReferenceSocket {

  private static final int MAX_HEAD = 64 * 1024;

  private final TransportConfig config;

  ReferenceSocket(TransportConfig config) {
    this.config = config;
  }

  /** A socket that ignores the JVM's proxy settings, not connected yet. */
  Socket unconnected() {
    return new Socket(Proxy.NO_PROXY);
  }

  /** Connects, and returns the socket to talk on. */
  Socket open(Socket raw, String host, int port, boolean secure) throws IOException {
    Optional<ProxyConfig> proxy = config.proxy();
    if (proxy.isPresent()) {
      tunnel(raw, proxy.get(), host, port);
    } else {
      InetSocketAddress address = new InetSocketAddress(host, port);
      if (address.isUnresolved()) {
        throw new UnknownHostException(host);
      }
      connect(raw, address);
    }
    raw.setTcpNoDelay(true);
    return secure ? secured(raw, host, port) : raw;
  }

  void connect(Socket raw, InetSocketAddress address) throws IOException {
    raw.connect(address);
  }

  /** Reads the head of the proxy's answer, to the empty line. */
  String readAnswer(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0 || answer.length() > MAX_HEAD) {
        String what = b < 0 ? "ended the connection" : "does not end its answer";
        throw new TransportException(Kind.PROXY, "the proxy " + what, null);
      }
      answer.append((char) b);
    }
    return answer.toString();
  }

  /** How many bytes of a SOCKS reply follow its first four, RFC 1928 §6. */
  int restOfReply(int addressType, DataInputStream in) throws IOException {
    int address = addressType == 1 ? 4 : addressType == 4 ? 16 : in.readUnsignedByte();
    return address + 2;
  }

  /** Further lines of the CONNECT. */
  String moreForProxy() {
    return "";
  }

  private void tunnel(Socket raw, ProxyConfig proxy, String host, int port) throws IOException {
    try {
      raw.connect(new InetSocketAddress(proxy.host(), proxy.port()));
    } catch (ConnectException refused) {
      throw new TransportException(Kind.PROXY, "the proxy does not listen", refused);
    }
    if (proxy.type() == ProxyConfig.Type.SOCKS5) {
      socks(raw, proxy, host, port);
      return;
    }
    String target = host + ":" + port;
    String request =
        "CONNECT "
            + target
            + " HTTP/1.1\r\nHost: "
            + target
            + credentials(proxy)
            + moreForProxy()
            + "\r\n\r\n";
    raw.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String response = readAnswer(raw.getInputStream());
    if (!response.matches("(?s)HTTP/1\\.[01] 2[0-9][0-9][ \r].*")) {
      String status = response.substring(0, response.indexOf("\r\n"));
      throw new TransportException(Kind.PROXY, "the proxy answered " + status, null);
    }
  }

  private static String credentials(ProxyConfig proxy) {
    return proxy
        .credentials()
        .map(c -> (c.user() + ":" + c.password()).getBytes(StandardCharsets.UTF_8))
        .map(pair -> "\r\nProxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair))
        .orElse("");
  }

  private void socks(Socket raw, ProxyConfig proxy, String host, int port)
      throws IOException { // RFC 1928
    DataOutputStream out = new DataOutputStream(raw.getOutputStream());
    byte method = (byte) (proxy.credentials().isPresent() ? 2 : 0);
    out.write(new byte[] {5, 1, method});
    DataInputStream in = new DataInputStream(raw.getInputStream());
    byte[] choice = new byte[2];
    in.readFully(choice);
    if (choice[1] != method) {
      throw new TransportException(Kind.PROXY, "the proxy chose method " + choice[1], null);
    }
    if (method == 2) {
      out.write(socksCredentials(proxy));
      in.readFully(choice);
    }
    byte[] name = host.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(7 + name.length).put(new byte[] {5, 1, 0, 3});
    out.write(request.put((byte) name.length).put(name).putShort((short) port).array());
    byte[] answer = new byte[4];
    in.readFully(answer);
    if (answer[1] != 0) {
      throw new TransportException(Kind.PROXY, "the proxy answered " + answer[1], null);
    }
    in.readFully(new byte[restOfReply(answer[3], in)]); // where the proxy is bound
  }

  private static byte[] socksCredentials(ProxyConfig proxy) { // RFC 1929
    ProxyConfig.Credentials given = proxy.credentials().orElseThrow();
    byte[] user = given.user().getBytes(StandardCharsets.UTF_8);
    byte[] password = given.password().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(3 + user.length + password.length)
        .put((byte) 1)
        .put((byte) user.length)
        .put(user)
        .put((byte) password.length)
        .put(password)
        .array();
  }

  private SSLSocket secured(Socket raw, String host, int port) throws IOException {
    SSLContext context = context();
    String name = host.replaceAll("[\\[\\]]", ""); // of an IPv6 literal
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(raw, name, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    verifyHost(parameters);
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  SSLContext context() throws IOException {
    return config.sslContext().orElseGet(ReferenceSocket::platformContext);
  }

  void verifyHost(SSLParameters parameters) {
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
  }

  private static SSLContext platformContext() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has a default TLS context", e);
    }
  }
}
