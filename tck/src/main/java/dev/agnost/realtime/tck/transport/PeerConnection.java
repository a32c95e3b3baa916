package dev.agnost.realtime.tck.transport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/** The server's end of one TCP connection. Read by one thread, written by one thread. */
final class PeerConnection {

  private static final int READ_BUFFER = 64 * 1024;
  private static final int MAX_HEAD = 64 * 1024;
  private static final int MAX_FRAME = 64 * 1024 * 1024;

  private final Socket raw;
  private final Socket socket;
  private final int number;
  private final Deadline deadline;
  private final PeerLog log;
  private final DataInputStream in;
  private final OutputStream out;
  private List<String> offeredProtocols = List.of();
  private String longLength = ""; // what was read with a longer length than it needs

  PeerConnection(Socket socket, int number, Deadline deadline, PeerLog log) throws IOException {
    this(socket, socket, number, deadline, log);
  }

  private PeerConnection(Socket raw, Socket socket, int number, Deadline deadline, PeerLog log)
      throws IOException {
    this.raw = raw;
    this.socket = socket;
    this.number = number;
    this.deadline = deadline;
    this.log = log;
    raw.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), READ_BUFFER));
    out = socket.getOutputStream();
  }

  /** The same connection after a TLS handshake as the server. */
  PeerConnection secured(SSLContext tls) {
    return secured(tls, false);
  }

  /** As {@link #secured(SSLContext)}, where the client may have to show a certificate. */
  PeerConnection secured(SSLContext tls, boolean certificateNeeded) {
    return secured(tls, certificateNeeded, tls.getSupportedSSLParameters().getProtocols());
  }

  /** As {@link #secured(SSLContext)}, with these protocols only. */
  PeerConnection secured(SSLContext tls, boolean certificateNeeded, String... protocols) {
    try {
      raw.setSoTimeout((int) deadline.generous().toMillis());
      SSLSocket secure =
          (SSLSocket) tls.getSocketFactory().createSocket(raw, null, raw.getPort(), true);
      secure.setUseClientMode(false);
      secure.setNeedClientAuth(certificateNeeded);
      secure.setEnabledProtocols(protocols);
      secure.setHandshakeApplicationProtocolSelector(
          (any, offered) -> {
            offeredProtocols = List.copyOf(offered);
            return ""; // none
          });
      secure.startHandshake();
      log.add("connection " + number + ": " + secure.getSession().getProtocol());
      PeerConnection peer = new PeerConnection(raw, secure, number, deadline, log);
      peer.offeredProtocols = offeredProtocols;
      return peer;
    } catch (IOException e) {
      log.add("connection " + number + ": TLS handshake failed: " + e.getMessage());
      throw new Mismatch("a TLS handshake with the kit's server", "it failed: " + e.getMessage());
    }
  }

  /** The names in the SNI extension of a secured connection. */
  List<String> serverNames() {
    ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) socket).getSession();
    return session.getRequestedServerNames().stream()
        .map(SNIServerName::getEncoded)
        .map(name -> new String(name, StandardCharsets.US_ASCII))
        .toList();
  }

  /** What a secured connection offered by ALPN. */
  List<String> offeredProtocols() {
    return offeredProtocols;
  }

  /** The subject of the client's certificate, or nothing. */
  String clientCertificate() {
    try {
      return ((SSLSocket) socket).getSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException none) {
      return "";
    }
  }

  // ------------------------------------------------------------------------------------- reading

  /** Reads the head of a request, up to and with the empty line. */
  RequestHead readHead() {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int matched = 0;
    while (matched < 4) {
      int b = readByte("an HTTP request");
      matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
      head.write(b);
      Mismatch.unless(head.size() < MAX_HEAD, "a request head of sane size", head.size());
    }
    RequestHead parsed = RequestHead.parse(head.toString(StandardCharsets.ISO_8859_1));
    log.add("connection " + number + ": read " + parsed);
    return parsed;
  }

  /** Reads the request and answers with a correct 101. */
  RequestHead upgrade() {
    RequestHead request = readHead();
    write(request.switchingProtocols());
    return request;
  }

  /** The next frame; it must be masked. */
  Frame readFrame(String expected) {
    try {
      return nextFrame(expected);
    } catch (EOFException e) {
      throw new Mismatch(expected, "the end of the TCP connection");
    } catch (SocketTimeoutException e) {
      throw new Mismatch(expected, "nothing for " + deadline.generous().toMillis() + " ms");
    } catch (IOException e) {
      throw new Mismatch(expected, "a failed connection: " + e.getMessage());
    }
  }

  /** The whole frames that still come before the client ends the connection. */
  List<Frame> framesToTheEnd() {
    List<Frame> frames = new ArrayList<>();
    String expected = "the end of the TCP connection";
    try {
      while (true) {
        frames.add(nextFrame(expected));
      }
    } catch (SocketTimeoutException e) {
      throw new Mismatch(expected, "nothing for " + deadline.generous().toMillis() + " ms");
    } catch (IOException end) {
      log.add("connection " + number + ": read the end: " + end);
      return frames;
    }
  }

  private Frame nextFrame(String expected) throws IOException {
    timeout(deadline.generous());
    int head = in.readUnsignedByte();
    int second = in.readUnsignedByte();
    long length = second & 0x7f;
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    Mismatch.unless(second >= 0x80, "a masked frame (" + expected + ")", "an unmasked frame");
    Mismatch.unless(length >= 0 && length <= MAX_FRAME, expected, "frame of length " + length);
    byte[] mask = new byte[4];
    in.readFully(mask);
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    Frame frame = new Frame(head, mask, Frame.xor(payload, mask));
    if (length < ((second & 0x7f) == 126 ? 126 : (second & 0x7f) == 127 ? 65_536 : 0)) {
      longLength = frame + " with the length form " + (second & 0x7f);
    }
    log.add("connection " + number + ": read " + frame);
    return frame;
  }

  /** Fails if a frame came with a longer form of its length than it needs, RFC 6455 §5.2. */
  void expectShortestLengths() {
    Mismatch.unless(longLength.isEmpty(), "the shortest form of each length", longLength);
  }

  /** The next message, its fragments joined; control frames in between are left out. */
  Frame readMessage(String expected) {
    Frame frame = readData(expected);
    if (frame.fin()) {
      return frame;
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    int head = frame.head() | 0x80;
    joined.writeBytes(frame.payload());
    while (!frame.fin()) {
      frame = readData(expected + " (its continuation)");
      Mismatch.unless(frame.opcode() == Frame.CONTINUATION, "a continuation frame", frame);
      joined.writeBytes(frame.payload());
    }
    return new Frame(head, frame.mask(), joined.toByteArray());
  }

  private Frame readData(String expected) {
    Frame frame = readFrame(expected);
    while (frame.opcode() == Frame.PING || frame.opcode() == Frame.PONG) {
      frame = readFrame(expected);
    }
    return frame;
  }

  /** The next message is this one. */
  void expect(Frame expected) {
    Frame frame = readMessage(expected.toString());
    Mismatch.unless(frame.equals(expected), expected.toString(), frame);
  }

  /** Reads to the close frame and drops what comes before it. */
  Frame readClose(String expected) {
    Frame frame = readFrame(expected);
    while (frame.opcode() != Frame.CLOSE) {
      frame = readFrame(expected);
    }
    return frame;
  }

  /** The client lets go of the socket in time: FIN or RST; what it still sends is dropped. */
  void expectRelease(String why, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    byte[] sink = new byte[READ_BUFFER];
    try {
      while (true) {
        long left = Math.max(1_000_000, end - System.nanoTime());
        timeout(Duration.ofNanos(left));
        if (in.read(sink) < 0) {
          log.add("connection " + number + ": read the end");
          return;
        }
        Mismatch.unless(System.nanoTime() < end, "end of TCP: " + why, "bytes without end");
      }
    } catch (SocketTimeoutException e) {
      throw new Mismatch(
          "the client's end of the TCP connection within " + timeout.toMillis() + " ms: " + why,
          "none; the socket is still open");
    } catch (IOException reset) {
      log.add("connection " + number + ": read " + reset.getMessage());
    }
  }

  /**
   * After a violation by this peer: the client ends TCP, perhaps with a close frame before.
   *
   * @return the close frame's code, or that there was none
   */
  String expectEndAfterViolation(Duration timeout) {
    String close = "no close frame";
    try {
      Frame frame = nextFrame("the end of TCP, or a close frame");
      while (frame.opcode() != Frame.CLOSE) {
        frame = nextFrame("the end of TCP, or a close frame");
      }
      close = "close " + frame.closeCode();
      raw.shutdownOutput();
    } catch (SocketTimeoutException e) {
      throw new Mismatch("the end of TCP, or a close frame", "neither");
    } catch (IOException end) {
      log.add("connection " + number + ": read the end: " + end.getMessage());
      return close;
    }
    expectRelease("a failed connection", timeout);
    return close;
  }

  /** Reads and drops until nothing comes for so long; how many bytes came. */
  long drainFor(Duration still) {
    byte[] sink = new byte[READ_BUFFER];
    long count = 0;
    try {
      timeout(still);
      for (int n = in.read(sink); n >= 0; n = in.read(sink)) {
        count += n;
      }
    } catch (IOException end) {
      log.add("connection " + number + ": read " + count + " bytes: " + end.getMessage());
    }
    return count;
  }

  /** So many raw bytes. */
  byte[] readExactly(int count, String expected) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) readByte(expected);
    }
    return bytes;
  }

  private int readByte(String expected) {
    try {
      timeout(deadline.generous());
      int b = in.read();
      Mismatch.unless(b >= 0, expected, "the end of the TCP connection");
      return b;
    } catch (SocketTimeoutException e) {
      throw new Mismatch(expected, "nothing for " + deadline.generous().toMillis() + " ms");
    } catch (IOException e) {
      throw new Mismatch(expected, "a failed connection: " + e.getMessage());
    }
  }

  private void timeout(Duration timeout) throws IOException {
    socket.setSoTimeout((int) Math.max(1, timeout.toMillis()));
  }

  // ------------------------------------------------------------------------------------- writing

  /** Writes bytes as they are. */
  void write(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
      log.add(
          "connection " + number + ": wrote " + bytes.length + " bytes " + Excerpt.ofWire(bytes));
    } catch (IOException e) {
      log.add("connection " + number + ": write failed: " + e.getMessage());
      throw new PeerGone(e);
    }
  }

  /** Writes frames, all of them in one go. */
  void send(Frame... frames) {
    write(Frame.join(frames));
  }

  /** Writes although the client may have gone, which is no failure here. */
  void offer(byte[] bytes) {
    try {
      write(bytes);
    } catch (PeerGone ignored) {
      // ignored: that the client has gone is what the test is about
    }
  }

  /** Ends the sending side of TCP; under TLS without the closing alert, a truncation. */
  void fin() {
    log.add("connection " + number + ": FIN");
    try {
      raw.shutdownOutput();
    } catch (IOException e) {
      throw new PeerGone(e);
    }
  }

  /** Ends the sending side of TLS with its closing alert, and of TCP without TLS. */
  void closeNotify() {
    log.add("connection " + number + ": close_notify");
    try {
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new PeerGone(e);
    }
  }

  /** Ends TCP with a reset. */
  void reset() {
    log.add("connection " + number + ": RST");
    discard();
  }

  /** As {@link #reset()}, without a line in the log. */
  void discard() {
    try {
      raw.setSoLinger(true, 0);
    } catch (IOException ignored) {
      // ignored: it is closed already
    }
    try {
      raw.close();
    } catch (IOException ignored) {
      // ignored: it is closed already
    }
  }

  /** The client went while the kit was writing. */
  static final class PeerGone extends UncheckedIOException {
    private static final long serialVersionUID = 1L;

    PeerGone(IOException cause) {
      super("the client ended the connection while the peer was writing", cause);
    }
  }
}
