package dev.agnost.realtime.transport.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.agnost.realtime.ProxyConfig.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.IDN;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A tunnel through a SOCKS5 proxy, RFC 1928 and RFC 1929. The proxy looks names up. */
final class SocksTunnel implements ProxyDialogue {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
  private static final int VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int USER_AND_PASSWORD = 2;
  private static final int CONNECT = 1;
  private static final int IPV4 = 1;
  private static final int NAME = 3;
  private static final int IPV6 = 4;
  private static final int MAX_FIELD_BYTES = 255;

  private enum Awaited {
    METHOD,
    AUTHENTICATION,
    REPLY,
    NOTHING
  }

  private final Endpoint endpoint;
  private final Optional<Credentials> credentials;
  private Awaited awaited = Awaited.METHOD;

  SocksTunnel(Endpoint endpoint, Optional<Credentials> credentials) {
    this.endpoint = endpoint;
    this.credentials = credentials;
  }

  private int offered() {
    return credentials.isPresent() ? USER_AND_PASSWORD : NO_AUTHENTICATION;
  }

  @Override
  public ByteBuffer greeting() {
    return ByteBuffer.wrap(new byte[] {VERSION, 1, (byte) offered()});
  }

  @Override
  public boolean isOpen() {
    return awaited == Awaited.NOTHING;
  }

  @Override
  public ByteBuffer hear(ByteBuffer in) throws IOException {
    return switch (awaited) {
      case METHOD -> in.remaining() < 2 ? NOTHING : method(in);
      case AUTHENTICATION -> in.remaining() < 2 ? NOTHING : authentication(in);
      case REPLY -> reply(in);
      case NOTHING -> NOTHING;
    };
  }

  private ByteBuffer method(ByteBuffer in) throws IOException {
    require(in.get() == VERSION, "it does not speak SOCKS5");
    require(in.get() == offered(), "it wants another authentication");
    if (credentials.isEmpty()) {
      return request();
    }
    awaited = Awaited.AUTHENTICATION;
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.write(1);
    writeField(message, credentials.get().user().getBytes(UTF_8));
    writeField(message, credentials.get().password().getBytes(UTF_8));
    return ByteBuffer.wrap(message.toByteArray());
  }

  private ByteBuffer authentication(ByteBuffer in) throws IOException {
    in.get();
    require(in.get() == 0, "it refused the credentials");
    return request();
  }

  private ByteBuffer request() throws IOException {
    awaited = Awaited.REPLY;
    ByteArrayOutputStream message = new ByteArrayOutputStream();
    message.writeBytes(new byte[] {VERSION, CONNECT, 0});
    InetAddress literal = endpoint.literal();
    if (literal != null) {
      byte[] address = literal.getAddress();
      message.write(address.length == 4 ? IPV4 : IPV6);
      message.writeBytes(address);
    } else {
      message.write(NAME);
      writeField(message, IDN.toASCII(endpoint.host()).getBytes(UTF_8));
    }
    message.write(endpoint.port() >> 8);
    message.write(endpoint.port());
    return ByteBuffer.wrap(message.toByteArray());
  }

  /** Version, reply, reserved, type of address, address, port. */
  private ByteBuffer reply(ByteBuffer in) throws IOException {
    if (in.remaining() >= 2) {
      require(in.get(in.position()) == VERSION, "it does not speak SOCKS5");
      int reply = in.get(in.position() + 1);
      require(reply == 0, "it answered CONNECT with " + reply);
    }
    if (in.remaining() < 5) {
      return NOTHING;
    }
    int address =
        switch (in.get(in.position() + 3)) {
          case IPV4 -> 4;
          case IPV6 -> 16;
          default -> 1 + (in.get(in.position() + 4) & 0xFF);
        };
    int bytes = 4 + address + 2;
    if (in.remaining() >= bytes) {
      in.position(in.position() + bytes);
      awaited = Awaited.NOTHING;
    }
    return NOTHING;
  }

  private static void writeField(ByteArrayOutputStream message, byte[] field) throws IOException {
    require(field.length <= MAX_FIELD_BYTES, "a name or credential has over 255 bytes");
    message.write(field.length);
    message.writeBytes(field);
  }

  private static void require(boolean condition, String otherwise) throws IOException {
    if (!condition) {
      throw new IOException(otherwise);
    }
  }
}
