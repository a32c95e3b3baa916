package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.Header;
import dev.agnost.realtime.transport.HttpExchange;
import dev.agnost.realtime.transport.HttpRequest;
import dev.agnost.realtime.transport.HttpResponse;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.TransportFailures;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;

/** One HTTP/1.1 exchange, one thread, one socket. */
class ReferenceHttp implements HttpExchange {

  private final TransportConfig config;
  private final BiFunction<String, Runnable, Thread> threads;

  private final Set<Socket> open;

  /**
   * @param open the sockets of exchanges that go on, for whoever wants to end them
   */
  ReferenceHttp(
      TransportConfig config, BiFunction<String, Runnable, Thread> threads, Set<Socket> open) {
    this.config = config;
    this.threads = threads;
    this.open = open;
  }

  @Override
  public CompletableFuture<HttpResponse> send(HttpRequest request) {
    ReferenceSocket sockets = new ReferenceSocket(config);
    Socket raw = sockets.unconnected();
    open.add(raw);
    CompletableFuture<HttpResponse> result = new CompletableFuture<>();
    Runnable exchange =
        () -> {
          try (raw) {
            result.complete(exchange(request, sockets, raw));
          } catch (Throwable t) { // the end of the thread
            result.completeExceptionally(TransportFailures.classify(t));
          } finally {
            open.remove(raw);
          }
        };
    threads.apply("http", exchange).start();
    result.exceptionally(
        failure -> {
          close(raw); // cancelled, perhaps
          throw new CompletionException(failure);
        });
    return result;
  }

  private static void close(Socket raw) {
    try {
      raw.close();
    } catch (IOException ignored) {
      // ignored: it is closed either way
    }
  }

  private static HttpResponse exchange(HttpRequest request, ReferenceSocket sockets, Socket raw)
      throws IOException {
    URI uri = request.uri();
    boolean secure = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    Socket socket = sockets.open(raw, uri.getHost(), port, secure);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head(request, uri.getHost() + ":" + port));
    byte[] body = new byte[request.body().remaining()];
    request.body().duplicate().get(body);
    out.writeBytes(body);
    socket.getOutputStream().write(out.toByteArray());
    InputStream in = new BufferedInputStream(socket.getInputStream());
    RequestHead head = readHead(in);
    int status = ReferenceUpgrade.status(head);
    List<Header> headers = new ArrayList<>();
    for (String line : head.headers()) {
      int colon = line.indexOf(':');
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    boolean bodyless = status == 204 || status == 304 || request.method().equals("HEAD");
    byte[] bytes = bodyless ? new byte[0] : body(head, in, request.maxResponseBytes());
    return HttpResponse.of(status, headers, ByteBuffer.wrap(bytes));
  }

  private static byte[] head(HttpRequest request, String host) {
    String path = request.uri().getRawPath();
    String query = request.uri().getRawQuery();
    StringBuilder out = new StringBuilder(request.method()).append(' ');
    out.append(path.isEmpty() ? "/" : path).append(query == null ? "" : "?" + query);
    out.append(" HTTP/1.1\r\n");
    ReferenceUpgrade.line(out, "Host", host);
    ReferenceUpgrade.line(out, "Connection", "close");
    if (request.body().hasRemaining() || request.method().startsWith("P")) {
      ReferenceUpgrade.line(out, "Content-Length", String.valueOf(request.body().remaining()));
    }
    for (Header header : request.headers()) {
      ReferenceUpgrade.line(out, header.name(), header.value());
    }
    return out.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static RequestHead readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection ended before the response");
      }
      head.append((char) b);
      if (!"HTTP/1.".startsWith(head.substring(0, Math.min(7, head.length())))) {
        throw new ProtocolException("not an HTTP response");
      }
    }
    return RequestHead.parse(head.toString());
  }

  private static byte[] body(RequestHead head, InputStream in, int limit) throws IOException {
    byte[] body;
    if (head.value("Transfer-Encoding").equalsIgnoreCase("chunked")) {
      body = chunked(in, limit + 1);
    } else if (!head.value("Content-Length").isEmpty()) {
      int length = (int) Math.min(Long.parseLong(head.value("Content-Length")), limit + 1L);
      body = in.readNBytes(length);
      if (body.length < length) {
        throw new EOFException("the connection ended inside the body");
      }
    } else {
      body = in.readNBytes(limit + 1);
    }
    if (body.length > limit) {
      throw new TransportException(
          Kind.MESSAGE_TOO_LARGE, "a response body above " + limit + " bytes", null);
    }
    return body;
  }

  /** A chunked body, cut at this many bytes. */
  private static byte[] chunked(InputStream in, int most) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    chunked(in, most, body);
    return body.toByteArray();
  }

  static void chunked(InputStream in, int most, ByteArrayOutputStream body) throws IOException {
    while (body.size() < most) {
      int size;
      try {
        size = Integer.parseInt(line(in).strip(), 16);
      } catch (NumberFormatException e) {
        throw (IOException) new ProtocolException("bad chunk").initCause(e);
      }
      if (size == 0) {
        break;
      }
      byte[] chunk = in.readNBytes(Math.min(size, most - body.size()));
      body.writeBytes(chunk);
      if (chunk.length == size) {
        line(in);
      }
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended inside the body");
      }
      line.append((char) b);
    }
    return line.toString();
  }
}
