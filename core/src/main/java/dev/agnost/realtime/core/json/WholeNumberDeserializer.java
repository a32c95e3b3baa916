package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.NumberDeserializers;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads {@code 1.0} as the integer it is, and refuses {@code 1.5} instead of cutting it. */
final class WholeNumberDeserializer<T extends Number> extends StdScalarDeserializer<T> {

  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // one of Jackson's, as serializable as this class
  private final JsonDeserializer<?> usual;

  private final transient Function<BigDecimal, T> exact;

  WholeNumberDeserializer(Class<T> type, Function<BigDecimal, T> exact) {
    super(type);
    this.usual = NumberDeserializers.find(type, type.getName());
    this.exact = exact;
  }

  @Override
  public @Nullable T deserialize(JsonParser json, DeserializationContext context)
      throws IOException {
    if (json.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
      try {
        return exact.apply(json.getDecimalValue());
      } catch (ArithmeticException fraction) {
        return context.reportInputMismatch(this, "not an integer of this range");
      }
    }
    @SuppressWarnings("unchecked") // found for the same class
    T value = (T) usual.deserialize(json, context);
    return value;
  }

  @Override
  public @Nullable T getNullValue(DeserializationContext context) throws JsonMappingException {
    @SuppressWarnings("unchecked") // found for the same class
    T value = (T) usual.getNullValue(context);
    return value;
  }
}
