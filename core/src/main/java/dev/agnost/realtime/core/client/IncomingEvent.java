package dev.agnost.realtime.core.client;

import dev.agnost.realtime.Message;
import dev.agnost.realtime.Payload;
import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.UserAccount;
import dev.agnost.realtime.UserSession;
import dev.agnost.realtime.core.protocol.Envelope;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.JsonFields;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A received event in the forms that listeners want: as a message, as a member, as what happened to
 * the user. Made on the callback executor; not thread-safe.
 */
final class IncomingEvent {

  private final Event event;
  private final PayloadCodec codec;
  private @Nullable Message message;

  IncomingEvent(Event event, PayloadCodec codec) {
    this.event = event;
    this.codec = codec;
  }

  /** The bytes that came in. */
  int bytes() {
    return event.size();
  }

  /** The event as a message; of an event without an envelope the payload is its first argument. */
  Message message() {
    Message known = message;
    if (known == null) {
      known = makeMessage();
      message = known;
    }
    return known;
  }

  private Message makeMessage() {
    Envelope envelope = Envelope.of(event);
    if (envelope != null) {
      return received(envelope.channel(), envelope.message());
    }
    return received(null, event.argumentCount() == 0 ? null : event.argument(0));
  }

  private Message received(@Nullable String channel, @Nullable ByteBuffer json) {
    return new ReceivedMessage(event.name(), channel, json, event.attachments(), codec);
  }

  /** The member of a channel event; empty if the event does not have the form of one. */
  Optional<MemberView> member() {
    Envelope envelope = Envelope.of(event);
    String channel = envelope == null ? null : envelope.channel();
    String id = envelope == null ? null : envelope.memberId();
    if (envelope == null || channel == null || id == null) {
      return Optional.empty();
    }
    Payload profile = new ReceivedPayload(envelope.memberData(), event.attachments(), codec);
    return Optional.of(new MemberView(channel, id, profile));
  }

  /**
   * Returns whether this is a user event of the platform. Its first argument is its name; that of
   * what a member sends, whatever its name, is an envelope.
   */
  boolean isUserEvent() {
    return event.argumentCount() > 0
        && event.argument(0).equals(StandardCharsets.UTF_8.encode('"' + event.name() + '"'));
  }

  /** The session of a user event, its second argument. */
  @Nullable UserSession session() {
    ByteBuffer json = objectAt(1);
    return json == null
        ? null
        : new UserEvent.Session(
            JsonFields.string(json, "userId"),
            JsonFields.string(json, "token"),
            JsonFields.string(json, "creationDtm"),
            new ReceivedPayload(json, event.attachments(), codec));
  }

  /** The user of a user event, its third argument. */
  @Nullable UserAccount user() {
    ByteBuffer json = objectAt(2);
    return json == null
        ? null
        : new UserEvent.Account(
            JsonFields.string(json, "_id"), new ReceivedPayload(json, event.attachments(), codec));
  }

  private @Nullable ByteBuffer objectAt(int index) {
    if (index >= event.argumentCount()) {
      return null;
    }
    ByteBuffer json = event.argument(index);
    return json.hasRemaining() && json.get(json.position()) == '{' ? json : null;
  }
}
