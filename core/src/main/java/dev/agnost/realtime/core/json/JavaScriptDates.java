package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.DateSerializer;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.Locale;

/**
 * Writes {@code java.util.Date} as {@code Date.prototype.toISOString} does. Where
 * {@code @JsonFormat} asks for another form, Jackson's own serializer takes this one's place; so it
 * does for {@code java.sql.Date} and {@code java.sql.Time}, which are no instants.
 */
final class JavaScriptDates extends DateSerializer {

  private static final long serialVersionUID = 1L;

  private static final DateTimeFormatter JAVASCRIPT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  @SuppressWarnings("JavaUtilDate") // applications have it in their classes
  public void serialize(Date date, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeString(JAVASCRIPT.format(Instant.ofEpochMilli(date.getTime())));
  }

  /** Puts it where Jackson has its serializer of dates. */
  static BeanSerializerModifier modifier() {
    return new Modifier();
  }

  private static final class Modifier extends BeanSerializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonSerializer<?> modifySerializer(
        SerializationConfig config, BeanDescription description, JsonSerializer<?> usual) {
      return usual.getClass() == DateSerializer.class ? new JavaScriptDates() : usual;
    }
  }
}
