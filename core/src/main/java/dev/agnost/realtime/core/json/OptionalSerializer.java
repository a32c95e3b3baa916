package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Optional;

/** Writes the value, or null. */
@SuppressWarnings("rawtypes") // Jackson looks serializers up by the raw class
final class OptionalSerializer extends StdSerializer<Optional> {

  private static final long serialVersionUID = 1L;

  OptionalSerializer() {
    super(Optional.class);
  }

  @Override
  public void serialize(Optional value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    if (value.isPresent()) {
      provider.defaultSerializeValue(value.get(), json);
    } else {
      provider.defaultSerializeNull(json);
    }
  }
}
