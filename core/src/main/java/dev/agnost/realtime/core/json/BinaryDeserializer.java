package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes an attachment, or the form in which Node.js writes a Buffer into JSON. */
final class BinaryDeserializer<T> extends StdDeserializer<T> {

  private static final long serialVersionUID = 1L;

  private final transient Function<byte[], T> wrap;

  BinaryDeserializer(Class<T> type, Function<byte[], T> wrap) {
    super(type);
    this.wrap = wrap;
  }

  @Override
  public @Nullable T deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    if (json.hasToken(JsonToken.VALUE_EMBEDDED_OBJECT)
        && json.getEmbeddedObject() instanceof byte[] bytes) {
      return wrap.apply(bytes);
    }
    if (!json.isExpectedStartObjectToken()) {
      return notBinary(context);
    }
    boolean buffer = false;
    byte[] data = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals("type")) {
        buffer = json.hasToken(JsonToken.VALUE_STRING) && json.getText().equals("Buffer");
      } else if (name.equals("data") && json.isExpectedStartArrayToken()) {
        data = octets(json, context);
      } else {
        json.skipChildren();
      }
    }
    return buffer && data != null ? wrap.apply(data) : notBinary(context);
  }

  private byte[] octets(JsonParser json, DeserializationContext context) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (!json.hasToken(JsonToken.VALUE_NUMBER_INT)) {
        notBinary(context);
      }
      int octet = json.getIntValue();
      if (octet < 0 || octet > 255) {
        notBinary(context);
      }
      bytes.write(octet);
    }
    return bytes.toByteArray();
  }

  private @Nullable T notBinary(DeserializationContext context) throws IOException {
    return context.reportInputMismatch(this, "the value is not binary");
  }
}
