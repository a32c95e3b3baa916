package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.ser.ZonedDateTimeSerializer;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/**
 * Writes {@code ZonedDateTime} with its zone. The feature of the mapper for that would have
 * patterns ignored.
 */
final class ZonedDateTimes extends StdSerializer<ZonedDateTime> implements ContextualSerializer {

  private static final long serialVersionUID = 1L;

  private final boolean asName;

  /**
   * @param asName for the keys of maps
   */
  ZonedDateTimes(boolean asName) {
    super(ZonedDateTime.class);
    this.asName = asName;
  }

  @Override
  public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property)
      throws JsonMappingException {
    JsonFormat.Value format = findFormatOverrides(provider, property, handledType());
    boolean asked =
        format != null
            && (format.hasPattern()
                || format.getShape() != JsonFormat.Shape.ANY
                || format.getFeature(JsonFormat.Feature.WRITE_DATES_WITH_ZONE_ID) != null);
    return asked && !asName
        ? ZonedDateTimeSerializer.INSTANCE.createContextual(provider, property)
        : this;
  }

  @Override
  public void serialize(ZonedDateTime value, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    String text = DateTimeFormatter.ISO_ZONED_DATE_TIME.format(value);
    if (asName) {
      json.writeFieldName(text);
    } else {
      json.writeString(text);
    }
  }
}
