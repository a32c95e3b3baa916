package dev.agnost.realtime.tck.transport.naive;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportListener;
import dev.agnost.realtime.transport.support.ConnectionSignals;
import dev.agnost.realtime.transport.support.Utf8Text;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Netty's stock WebSocket handlers with their defaults. */
@SuppressWarnings("FutureReturnValueIgnored") // as careless as the manual
final class NaiveNetty implements Transport {

  private static final int MAX_HEAD = 8192;

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
  private final SslContext tls;

  NaiveNetty(TransportConfig config) {
    try {
      tls =
          config.sslContext().isPresent()
              ? given(config.sslContext().get())
              : SslContextBuilder.forClient().build();
    } catch (SSLException e) {
      throw new IllegalStateException("no TLS context", e);
    }
  }

  private static SslContext given(SSLContext context) {
    return new JdkSslContext(
        context,
        true,
        null,
        IdentityCipherSuiteFilter.INSTANCE,
        ApplicationProtocolConfig.DISABLED,
        ClientAuth.NONE,
        null,
        false);
  }

  @Override
  public TransportConnection connect(ConnectRequest request, TransportListener listener) {
    Connection connection = new Connection(listener);
    String host = request.uri().getHost();
    HttpHeaders headers = new DefaultHttpHeaders();
    request.headers().forEach(header -> headers.add(header.name(), header.value()));
    WebSocketClientProtocolConfig config =
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(request.uri())
            .customHeaders(headers)
            .build();
    ChannelFuture connecting =
        new Bootstrap()
            .group(group)
            .channel(NioSocketChannel.class)
            .handler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (request.secure()) {
                      channel
                          .pipeline()
                          .addLast(tls.newHandler(channel.alloc(), host, request.port()));
                    }
                    channel
                        .pipeline()
                        .addLast(new HttpClientCodec())
                        .addLast(new HttpObjectAggregator(MAX_HEAD))
                        .addLast(new WebSocketClientProtocolHandler(config))
                        .addLast(connection.handler());
                  }
                })
            .connect(host, request.port());
    connection.channel = connecting.channel();
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            connection.signals.failed(done.cause());
          }
        });
    return connection;
  }

  @Override
  public void close() {
    group.shutdownGracefully();
  }

  private static final class Connection implements TransportConnection, ConnectionSignals.Engine {

    private final ConnectionSignals signals;
    private final AtomicLong buffered = new AtomicLong();
    private volatile @Nullable Channel channel; // written once by connect

    Connection(TransportListener listener) {
      signals = new ConnectionSignals(this, listener, this);
    }

    private Handler handler() {
      return new Handler(signals);
    }

    @Override
    public void sendText(ByteBuffer utf8) {
      if (signals.maySend()) {
        write(new TextWebSocketFrame(Utf8Text.decode(utf8)), utf8.remaining());
      }
    }

    @Override
    public void sendBinary(ByteBuffer bytes) {
      if (signals.maySend()) {
        write(new BinaryWebSocketFrame(Unpooled.wrappedBuffer(bytes)), bytes.remaining());
      }
    }

    private void write(WebSocketFrame frame, int bytes) {
      Channel now = channel;
      if (now != null) {
        buffered.addAndGet(bytes);
        now.writeAndFlush(frame).addListener(done -> buffered.addAndGet(-bytes));
      }
    }

    @Override
    public void request(long messages) {
      signals.request(messages);
    }

    @Override
    public long bufferedBytes() {
      return buffered.get();
    }

    @Override
    public void close(CloseStatus status) {
      Channel now = channel;
      if (signals.beginClose() && now != null) {
        now.writeAndFlush(new CloseWebSocketFrame(status.code(), status.reason()));
      }
    }

    @Override
    public void abort() {
      signals.abort();
    }

    @Override
    public void resumeReading() {}

    @Override
    public void release() {
      Channel now = channel;
      if (now != null) {
        now.close();
      }
    }
  }

  private static final class Handler extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final ConnectionSignals signals;

    Handler(ConnectionSignals signals) {
      this.signals = signals;
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
        signals.opened();
      }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
      ByteBuf content = frame.content();
      if (frame instanceof TextWebSocketFrame) {
        signals.text(content.nioBuffer());
      } else if (frame instanceof BinaryWebSocketFrame) {
        signals.binary(content.nioBuffer());
      } else if (frame instanceof CloseWebSocketFrame close) {
        signals.closed(new CloseStatus(close.statusCode(), close.reasonText()));
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      signals.failed(TransportException.Kind.LOST, "the channel was closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      if (cause instanceof WebSocketClientHandshakeException e && e.response() != null) {
        signals.failed(TransportException.rejected(e.response().status().code(), null, ""));
      } else {
        signals.failed(cause);
      }
      context.close();
    }
  }
}
