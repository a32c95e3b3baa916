package dev.agnost.realtime.core.json;

import dev.agnost.realtime.PayloadCodec;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import dev.agnost.realtime.core.protocol.Placeholders;
import dev.agnost.realtime.core.protocol.StrictJson;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a codec of the application encodes before it is sent: the server closes the
 * connection over anything that is not JSON, and with it goes the next message.
 *
 * @param codec of the application
 */
public record CheckedCodec(PayloadCodec codec) implements PayloadCodec {

  @Override
  @SuppressWarnings("ConstantValue") // the contract of a codec that others write
  public Encoded encode(@Nullable Object value) {
    Encoded encoded = codec.encode(value);
    if (encoded == null) {
      throw refused("returned null");
    }
    int attachments = encoded.attachments().size();
    if (attachments > PacketEncoder.MAX_ATTACHMENTS) {
      throw refused("made " + attachments + " attachments, at most 10 are possible");
    }
    String problem = StrictJson.problem(encoded.json(), JacksonPayloadCodec.MAX_DEPTH);
    if (problem != null) {
      throw refused("wrote what is not JSON (" + problem + ")");
    }
    if (attachments > 0 && Placeholders.in(encoded.json()).size() != attachments) {
      throw refused("wrote another number of placeholders than attachments");
    }
    return encoded;
  }

  @Override
  public @Nullable Object decode(Encoded payload, Type type) {
    return codec.decode(payload, type);
  }

  private PayloadException refused(String what) {
    return PayloadException.notEncodable(
        "the payload codec " + codec.getClass().getName() + " " + what + "; correct it", null);
  }
}
