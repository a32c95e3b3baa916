package dev.agnost.realtime.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.tck.fixture.Peer;
import dev.agnost.realtime.tck.fixture.RecordedSignals;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportException.Kind;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** T1.5 for Netty. */
class EventLoopOwnershipIT {

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("application", true), NioIoHandler.newFactory());

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void aBorrowedGroupOutlivesTheTransport() throws Exception {
    RecordedSignals signals = new RecordedSignals();
    try (Peer peer = Peer.plain()) {
      Transport transport = NettyTransports.using(group);
      transport.connect(ConnectRequest.of(peer.uri("/")), signals);
      Peer.Line line = peer.upgrade();
      signals.expectOpened();

      transport.close();

      signals.expectFailure(Kind.ABORTED);
      line.awaitEnd();
      assertThat(group.isShuttingDown()).isFalse();
      assertThat(group.submit(() -> "alive").get()).isEqualTo("alive");
    }
  }

  @Test
  void connectionsRunOnTheBorrowedGroup() throws Exception {
    RecordedSignals signals = new RecordedSignals();
    StringBuilder thread = new StringBuilder();
    signals.atOpen(connection -> thread.append(Thread.currentThread().getName()));
    try (Peer peer = Peer.plain();
        Transport transport =
            NettyTransports.builder()
                .eventLoopGroup(group)
                .channelType(NioSocketChannel.class)
                .build()) {
      transport.connect(ConnectRequest.of(peer.uri("/")), signals.atMessage(message -> {}));
      Peer.Line line = peer.upgrade();
      signals.expectOpened();
      line.close();
    }
    signals.take();
    assertThat(thread.toString()).startsWith("application");
  }

  @Test
  void aGroupThatWasShutDownEndsInResource() throws Exception {
    group.shutdownGracefully(0, 0, TimeUnit.SECONDS).sync();
    RecordedSignals signals = new RecordedSignals();
    try (Peer peer = Peer.plain();
        Transport transport = NettyTransports.using(group)) {
      transport.connect(ConnectRequest.of(peer.uri("/")), signals);

      signals.expectFailure(Kind.RESOURCE);
    }
  }

  @Test
  void aGroupOfUnknownKindNeedsAChannelType() {
    EventLoopGroup unknown = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    try {
      assertThatThrownBy(() -> NettyTransports.using(unknown))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("channelType");
    } finally {
      unknown.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
    }
  }
}
