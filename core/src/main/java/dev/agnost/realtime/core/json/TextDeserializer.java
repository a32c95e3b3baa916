package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a value of {@code java.time} from a string. */
final class TextDeserializer<T> extends StdScalarDeserializer<T> {

  private static final long serialVersionUID = 1L;
  private static final String EXPECTED = "not the ISO-8601 text of such a value";

  private final Class<T> type;
  private final transient Function<String, T> parse;

  TextDeserializer(Class<T> type, Function<String, T> parse) {
    super(type);
    this.type = type;
    this.parse = parse;
  }

  @Override
  public @Nullable T deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    if (!json.hasToken(JsonToken.VALUE_STRING)) {
      return type.cast(context.handleUnexpectedToken(type, json));
    }
    try {
      return parse.apply(json.getText());
    } catch (DateTimeException notThatText) {
      return type.cast(context.handleWeirdStringValue(type, json.getText(), EXPECTED));
    }
  }

  /** Reads the keys of a map. */
  static final class Key extends KeyDeserializer {

    private final Class<?> type;
    private final Function<String, ?> parse;

    Key(Class<?> type, Function<String, ?> parse) {
      this.type = type;
      this.parse = parse;
    }

    @Override
    public @Nullable Object deserializeKey(String key, DeserializationContext context)
        throws IOException {
      try {
        return parse.apply(key);
      } catch (DateTimeException notThatText) {
        return context.handleWeirdKey(type, key, EXPECTED);
      }
    }
  }
}
