package dev.agnost.realtime.transport.netty;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.support.HostResolver;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Creates transports on Netty, with event loops of their own or those of the application.
 *
 * <pre>{@code
 * Transport shared = NettyTransports.using(applicationEventLoops);
 * }</pre>
 */
public final class NettyTransports {

  private NettyTransports() {}

  /** Creates a transport with event loops of its own, which end with it. */
  public static Transport create(TransportConfig config) {
    return builder().config(config).build();
  }

  /**
   * Creates a transport with the default configuration on the application's event loops.
   *
   * @param group borrowed; neither shut down nor changed by the transport (T1.5)
   */
  public static Transport using(EventLoopGroup group) {
    return builder().eventLoopGroup(group).build();
  }

  /** Returns a builder with every default. */
  public static Builder builder() {
    return new Builder();
  }

  /** Configures a transport on Netty. Not thread-safe. */
  public static final class Builder {

    private TransportConfig config = TransportConfig.defaults();
    private @Nullable EventLoopGroup group;
    private @Nullable Class<? extends SocketChannel> channelType;
    private HostResolver resolver = HostResolver.SYSTEM;

    private Builder() {}

    /** Sets TLS, proxy and limits. Default: {@link TransportConfig#defaults()}. */
    public Builder config(TransportConfig newConfig) {
      config = Objects.requireNonNull(newConfig, "config");
      return this;
    }

    /** Sets event loops to run on, borrowed as by {@link NettyTransports#using}. */
    public Builder eventLoopGroup(EventLoopGroup newGroup) {
      group = Objects.requireNonNull(newGroup, "group");
      return this;
    }

    /** Sets the channel type, needed only for event loops that are neither NIO nor epoll. */
    public Builder channelType(Class<? extends SocketChannel> newChannelType) {
      channelType = Objects.requireNonNull(newChannelType, "channelType");
      return this;
    }

    Builder resolver(HostResolver newResolver) {
      resolver = newResolver;
      return this;
    }

    /**
     * Creates the transport. Whoever calls this closes it.
     *
     * @throws IllegalArgumentException if the TLS context allows neither TLS 1.2 nor 1.3, or no
     *     channel type is known for the event loop group, or one is given without a group
     */
    public Transport build() {
      TlsLayer.requireModernProtocol(config);
      EventLoops loops;
      if (group != null) {
        loops = EventLoops.borrowed(group, channelType);
      } else if (channelType == null) {
        loops = EventLoops.own();
      } else {
        throw new IllegalArgumentException(
            "channelType was given without eventLoopGroup: " + channelType.getName());
      }
      return new NettyTransport(config, loops, resolver);
    }
  }
}
