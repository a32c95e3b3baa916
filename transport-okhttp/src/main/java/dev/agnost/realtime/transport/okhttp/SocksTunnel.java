package dev.agnost.realtime.transport.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agnost.realtime.ProxyConfig;
import dev.agnost.realtime.ProxyConfig.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;

/** A tunnel through a SOCKS5 proxy, RFC 1928 and RFC 1929. The proxy looks names up. */
record SocksTunnel(ProxyConfig proxy, Endpoint endpoint) implements Tunnel {

  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int USER_AND_PASSWORD = 2;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int MAX_FIELD_BYTES = 255;

  @Override
  public void open(InputStream stream, OutputStream out) throws IOException {
    DataInputStream in = new DataInputStream(stream);
    int offered = proxy.credentials().isPresent() ? USER_AND_PASSWORD : NO_AUTHENTICATION;
    out.write(new byte[] {VERSION, 1, (byte) offered});
    out.flush();
    require(in.readUnsignedByte() == VERSION, "the proxy does not speak SOCKS5");
    require(in.readUnsignedByte() == offered, "the proxy wants another authentication");
    if (proxy.credentials().isPresent()) {
      authenticate(in, out, proxy.credentials().get());
    }
    connect(in, out);
  }

  private static void authenticate(DataInputStream in, OutputStream out, Credentials credentials)
      throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(1);
    writeField(message, credentials.user().getBytes(UTF_8));
    writeField(message, credentials.password().getBytes(UTF_8));
    out.write(message.toByteArray());
    out.flush();
    in.readUnsignedByte();
    require(in.readUnsignedByte() == 0, "the proxy refused the credentials");
  }

  private void connect(DataInputStream in, OutputStream out) throws IOException {
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(new byte[] {VERSION, CONNECT, 0});
    writeAddress(message);
    message.write(endpoint.port() >> 8);
    message.write(endpoint.port());
    out.write(message.toByteArray());
    out.flush();
    require(in.readUnsignedByte() == VERSION, "the proxy does not speak SOCKS5");
    int reply = in.readUnsignedByte();
    require(reply == 0, "the proxy answered CONNECT with " + reply);
    in.readUnsignedByte();
    int addressBytes =
        switch (in.readUnsignedByte()) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          default -> in.readUnsignedByte();
        };
    in.readFully(new byte[addressBytes + 2]);
  }

  private void writeAddress(ByteArrayOutputStream message) throws IOException {
    String host = endpoint.host();
    boolean sixteen = host.contains(":");
    if (sixteen || host.matches("[0-9]+(\\.[0-9]+){3}")) {
      message.write(sixteen ? IPV6 : IPV4);
      message.write(InetAddress.getByName(host).getAddress()); // no look-up: it is an address
    } else {
      message.write(NAME);
      writeField(message, host.getBytes(UTF_8));
    }
  }

  private static void writeField(ByteArrayOutputStream message, byte[] field) throws IOException {
    require(field.length <= MAX_FIELD_BYTES, "name or credential has over 255 bytes");
    message.write(field.length);
    message.write(field);
  }

  private static void require(boolean condition, String otherwise) throws IOException {
    if (!condition) {
      throw new IOException(otherwise);
    }
  }
}
