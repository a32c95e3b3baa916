package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import java.io.IOException;
import java.util.function.Function;

/** Writes a value as a string. */
final class TextSerializer<T> extends StdScalarSerializer<T> {

  private static final long serialVersionUID = 1L;

  private final transient Function<? super T, String> format;

  TextSerializer(Class<T> type, Function<? super T, String> format) {
    super(type);
    this.format = format;
  }

  @Override
  public void serialize(T value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(format.apply(value));
  }
}
