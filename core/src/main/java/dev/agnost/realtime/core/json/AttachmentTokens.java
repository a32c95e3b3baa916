package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.core.protocol.Placeholders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Puts the bytes of attachments in the place of their placeholders. */
final class AttachmentTokens {

  private AttachmentTokens() {}

  /** A parser of the same tokens, but with byte arrays for placeholders. */
  static JsonParser parser(JsonParser json, Encoded payload) throws IOException {
    Map<Integer, Integer> placeholders = Placeholders.in(payload.json());
    if (placeholders.isEmpty()) {
      return json;
    }
    try (json;
        TokenBuffer tokens = new TokenBuffer(json)) {
      while (json.nextToken() != null) {
        Integer number =
            json.hasToken(JsonToken.START_OBJECT)
                ? placeholders.get((int) json.currentTokenLocation().getByteOffset())
                : null;
        if (number == null) {
          tokens.copyCurrentEvent(json);
        } else {
          tokens.writePOJO(attachment(json, payload.attachments(), number));
          json.skipChildren();
        }
      }
      return tokens.asParser(json);
    }
  }

  private static byte[] attachment(JsonParser json, List<ByteBuffer> attachments, int number)
      throws IOException {
    if (number < 0 || number >= attachments.size()) {
      throw MismatchedInputException.from(
          json, byte[].class, "a placeholder without an attachment of its number");
    }
    ByteBuffer attachment = attachments.get(number).duplicate();
    byte[] bytes = new byte[attachment.remaining()];
    attachment.get(bytes);
    return bytes;
  }
}
