package dev.agnost.realtime.core.protocol;

import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.core.protocol.OutboundPacket.Kind;
import dev.agnost.realtime.core.protocol.Packet.EnginePing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the packets that a client sends. The payload is copied once, into the buffer that goes out;
 * attachments are not copied.
 */
public final class PacketEncoder {

  /** Servers with a current parser refuse more attachments in one packet. */
  public static final int MAX_ATTACHMENTS = 10;

  private static final byte[] DISCONNECT = "41".getBytes(StandardCharsets.US_ASCII);

  /** The fixed parts of the longest event and some escapes. */
  private static final int FIXED = 96;

  private PacketEncoder() {}

  /**
   * CONNECT with the credentials.
   *
   * @param session the session token, if the user has signed in
   */
  public static OutboundPacket connect(
      String envId, String apiKey, @Nullable String session, boolean echoMessages) {
    int length = envId.length() + apiKey.length() + (session == null ? 0 : session.length());
    FrameWriter frame = new FrameWriter(FIXED + length);
    // Jetty's debug logs show the first and the last 16 bytes of what it writes: no secret there
    frame.ascii("40{\"envId\":").string(envId);
    frame.ascii(",\"apiKey\":").string(apiKey);
    if (session != null) {
      frame.ascii(",\"session\":").string(session);
    }
    frame.ascii(",\"echoMessages\":").ascii(Boolean.toString(echoMessages));
    return OutboundPacket.of(Kind.CONNECT, frame.ascii("}").finish());
  }

  /**
   * A message to a channel, or to all of the environment.
   *
   * @param channel null for a broadcast
   * @param payload null to leave the message out
   * @param echo null for the default of the connection
   * @throws PayloadException if the payload has more than {@value #MAX_ATTACHMENTS} attachments
   */
  public static OutboundPacket message(
      @Nullable String channel, String event, @Nullable Encoded payload, @Nullable Boolean echo) {
    int names = event.length() + (channel == null ? 0 : channel.length());
    FrameWriter frame = event("message", names, payload);
    if (channel != null) {
      frame.ascii("\"channel\":").string(channel).ascii(",");
    }
    frame.ascii("\"eventName\":").string(event);
    if (payload != null) {
      frame.ascii(",\"message\":").bytes(payload.json());
    }
    return finish(event, echo(frame, echo), payload);
  }

  /**
   * Becomes a member of a channel.
   *
   * @param echo null for the default of the connection
   */
  public static OutboundPacket join(String channel, @Nullable Boolean echo) {
    return membership("join", channel, echo);
  }

  /**
   * Leaves a channel.
   *
   * @param echo null for the default of the connection
   */
  public static OutboundPacket leave(String channel, @Nullable Boolean echo) {
    return membership("leave", channel, echo);
  }

  /**
   * Replaces the profile that members of the same channels see.
   *
   * @param echo null for the default of the connection
   * @throws PayloadException if the profile has more than {@value #MAX_ATTACHMENTS} attachments
   */
  public static OutboundPacket update(Encoded profile, @Nullable Boolean echo) {
    FrameWriter frame = event("update", 0, profile);
    frame.ascii("\"data\":").bytes(profile.json());
    return finish("update", echo(frame, echo), profile);
  }

  /** The answer to a ping, with the same payload. */
  public static OutboundPacket pong(EnginePing ping) {
    ByteBuffer payload = ping.payload();
    FrameWriter frame = new FrameWriter(1 + payload.remaining()).ascii("3").bytes(payload);
    return OutboundPacket.of(Kind.PONG, frame.finish());
  }

  /** DISCONNECT from the main namespace. */
  public static OutboundPacket disconnect() {
    return OutboundPacket.of(Kind.DISCONNECT, ByteBuffer.wrap(DISCONNECT).asReadOnlyBuffer());
  }

  private static OutboundPacket membership(String event, String channel, @Nullable Boolean echo) {
    FrameWriter frame = event(event, channel.length(), null);
    frame.ascii("\"channel\":").string(channel);
    return finish(event, echo(frame, echo), null);
  }

  private static FrameWriter event(String name, int more, @Nullable Encoded payload) {
    int json = payload == null ? 0 : payload.json().remaining();
    int attachments = payload == null ? 0 : payload.attachments().size();
    if (attachments > MAX_ATTACHMENTS) {
      throw PayloadException.notEncodable(
          attachments
              + " binary parts in one message; at most "
              + MAX_ATTACHMENTS
              + " are possible. Send several messages, or join the parts",
          null);
    }
    FrameWriter frame = new FrameWriter(FIXED + more + json);
    frame.ascii(attachments == 0 ? "42" : "45" + attachments + "-");
    return frame.ascii("[\"").ascii(name).ascii("\",{");
  }

  private static FrameWriter echo(FrameWriter frame, @Nullable Boolean echo) {
    return echo == null ? frame : frame.ascii(echo ? ",\"echo\":true" : ",\"echo\":false");
  }

  private static OutboundPacket finish(String event, FrameWriter frame, @Nullable Encoded payload) {
    if (payload == null || payload.attachments().isEmpty()) {
      return OutboundPacket.event(event, frame.ascii("}]").finish(), List.of());
    }
    List<ByteBuffer> attachments = new ArrayList<>();
    for (ByteBuffer attachment : payload.attachments()) {
      attachments.add(attachment.asReadOnlyBuffer());
    }
    return OutboundPacket.event(event, frame.ascii("}]").finish(), attachments);
  }
}
