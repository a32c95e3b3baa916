package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The channels and the profile that the application asked for. Kept while disconnected, and sent
 * again at each connect. On the serial executor only.
 *
 * <p>Each method that changes it returns the packet to write now if connected.
 */
final class DesiredState {

  private final boolean rejoin;
  private final Map<String, Channel> channels = new LinkedHashMap<>(); // in order of first join
  private volatile List<String> names =
      List.of(); // those of channels, written on the serial executor
  private @Nullable Profile profile;

  /**
   * @param rejoin whether channels that were joined are joined again after a reconnect
   */
  DesiredState(boolean rejoin) {
    this.rejoin = rejoin;
  }

  Optional<OutboundPacket> join(String channel, @Nullable Boolean echo, boolean connected) {
    Channel known = channels.get(channel);
    boolean already = known != null && known.joined;
    Channel wanted = new Channel(echo);
    wanted.joined = connected || already;
    channels.put(channel, wanted);
    if (known == null) {
      names = List.copyOf(channels.keySet());
    }
    return connected && !already
        ? Optional.of(PacketEncoder.join(channel, echo))
        : Optional.empty();
  }

  Optional<OutboundPacket> leave(String channel, @Nullable Boolean echo, boolean connected) {
    Channel known = channels.remove(channel);
    if (known != null) {
      names = List.copyOf(channels.keySet());
    }
    return connected && known != null && known.joined
        ? Optional.of(PacketEncoder.leave(channel, echo))
        : Optional.empty();
  }

  /** Returns the wanted channels in order of their first join. Any thread. */
  List<String> joinedChannels() {
    return names;
  }

  Optional<OutboundPacket> updateProfile(Encoded value, @Nullable Boolean echo, boolean connected) {
    profile = new Profile(value, echo);
    return connected ? Optional.of(PacketEncoder.update(value, echo)) : Optional.empty();
  }

  /** What to write on a new connection: the profile, then the joins. */
  List<OutboundPacket> restore() {
    List<OutboundPacket> packets = new ArrayList<>(channels.size() + 1);
    if (profile != null) {
      packets.add(PacketEncoder.update(profile.value, profile.echo));
    }
    channels.forEach(
        (name, wanted) -> {
          packets.add(PacketEncoder.join(name, wanted.echo));
          wanted.joined = true;
        });
    return packets;
  }

  /** The connection is gone, and with it every membership. */
  void disconnected() {
    if (!rejoin) {
      channels.values().removeIf(wanted -> wanted.joined);
      names = List.copyOf(channels.keySet());
    }
    channels.values().forEach(wanted -> wanted.joined = false);
  }

  /** A channel that the application joined. */
  private static final class Channel {
    private final @Nullable Boolean echo;
    private boolean joined; // the join was written on the present connection

    Channel(@Nullable Boolean echo) {
      this.echo = echo;
    }
  }

  private record Profile(Encoded value, @Nullable Boolean echo) {}
}
