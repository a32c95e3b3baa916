package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.TypeRef;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values of applications, there and back. */
@SuppressWarnings("ArrayRecordComponent") // what applications have
class ValuesTest {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  record Numbers(long large, BigInteger huge, BigDecimal exact, double half) {}

  record Maybe(
      @Nullable String given, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String absent) {}

  record Dates(Instant at, LocalDate day) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = Sprite.class, name = "sprite")
  })
  sealed interface Shape permits Circle, Sprite {}

  record Circle(int radius) implements Shape {}

  record Sprite(byte[] pixels, ByteBuffer mask) implements Shape {}

  record Layer(String name, List<Shape> shapes, Map<String, byte[]> named, byte[][] tiles) {}

  record Drawing(Layer front, List<Layer> others, byte @Nullable [] none) {}

  @Test
  void largeNumbersKeepAllTheirDigits() {
    Numbers numbers =
        new Numbers(
            Long.MAX_VALUE,
            new BigInteger("123456789012345678901234567890"),
            new BigDecimal("0.10000000000000000000000000000000000001"),
            0.5);

    assertThat(json(numbers))
        .isEqualTo(
            "{\"large\":9223372036854775807,\"huge\":123456789012345678901234567890,"
                + "\"exact\":0.10000000000000000000000000000000000001,\"half\":0.5}");
    assertThat(thereAndBack(numbers, Numbers.class)).isEqualTo(numbers);
  }

  @Test
  void nullIsWrittenAndAbsentIsNot() {
    assertThat(json(new Maybe(null, null))).isEqualTo("{\"given\":null}");
    Map<String, @Nullable Object> map = new HashMap<>();
    map.put("there", null);
    assertThat(json(map)).isEqualTo("{\"there\":null}");
    Map<?, ?> back = (Map<?, ?>) thereAndBack(map, Object.class);
    assertThat(back).isNotNull();
    assertThat(back.containsKey("there")).isTrue();
    assertThat(back.containsKey("elsewhere")).isFalse();
    assertThat(thereAndBack(Map.of(), Maybe.class)).isEqualTo(new Maybe(null, null));
  }

  @Test
  void datesAreIsoTextThereAndBack() {
    Dates dates = new Dates(Instant.parse("2024-01-02T03:04:05.678901234Z"), LocalDate.EPOCH);

    assertThat(json(dates))
        .isEqualTo("{\"at\":\"2024-01-02T03:04:05.678901234Z\",\"day\":\"1970-01-01\"}");
    assertThat(thereAndBack(dates, Dates.class)).isEqualTo(dates);
  }

  @Test
  void loneSurrogatesAreEscapedAndComeBack() {
    String lone = "a\ud800b\udc00";

    Encoded encoded = codec.encode(List.of(lone));

    assertThat(text(encoded)).isEqualTo("[\"a\\uD800b\\uDC00\"]");
    assertThat(codec.decode(encoded, Object.class)).isEqualTo(List.of(lone));
  }

  @Test
  void sealedTypesAreToldApartByTheirAnnotations() {
    List<Shape> shapes = List.of(new Circle(3), new Sprite(bytes(1, 2), ByteBuffer.wrap(bytes(3))));

    Encoded encoded = codec.encode(new Layer("l", shapes, Map.of(), new byte[0][]));

    assertThat(text(encoded))
        .contains("{\"kind\":\"circle\",\"radius\":3}")
        .contains("{\"kind\":\"sprite\",\"pixels\":{\"_placeholder\":true,\"num\":0}");
    Layer back = (Layer) codec.decode(encoded, Layer.class);
    assertThat(back)
        .usingRecursiveComparison()
        .isEqualTo(new Layer("l", shapes, Map.of(), new byte[0][]));
  }

  @Test
  void nestedRecordsAndCollectionsKeepTheirBinaryParts() {
    Layer front =
        new Layer(
            "front",
            List.of(new Sprite(bytes(1), ByteBuffer.wrap(bytes(2)))),
            Map.of("a", bytes(3)),
            new byte[][] {bytes(4), bytes()});
    Layer back = new Layer("back", List.of(), Map.of("b", bytes(5, 6)), new byte[][] {bytes(7)});
    Drawing drawing = new Drawing(front, List.of(back, back), null);

    Encoded encoded = codec.encode(drawing);

    assertThat(encoded.attachments()).hasSize(9);
    assertThat(codec.decode(encoded, Drawing.class)).usingRecursiveComparison().isEqualTo(drawing);
  }

  @Test
  void tenAttachmentsAndEmptyOnesComeBackInOrder() {
    List<byte[]> many = new ArrayList<>();
    IntStream.range(0, 10).forEach(i -> many.add(new byte[i % 3 == 0 ? 0 : i]));

    Encoded encoded = codec.encode(many);

    assertThat(encoded.attachments()).hasSize(10);
    List<?> back = (List<?>) codec.decode(encoded, new TypeRef<List<ByteBuffer>>() {}.type());
    assertThat(back).isNotNull();
    assertThat(back).isEqualTo(many.stream().map(ByteBuffer::wrap).toList());
    assertThat(thereAndBack(new byte[0], byte[].class)).isEqualTo(new byte[0]);
    assertThat(thereAndBack(ByteBuffer.allocate(0), ByteBuffer.class))
        .isEqualTo(ByteBuffer.allocate(0));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private @Nullable Object thereAndBack(Object value, Type type) {
    return codec.decode(codec.encode(value), type);
  }

  private String json(Object value) {
    return text(codec.encode(value));
  }

  private static String text(Encoded encoded) {
    return StandardCharsets.UTF_8.decode(encoded.json().duplicate()).toString();
  }
}
