package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.TypeRef;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({"ArrayRecordComponent", "JavaUtilDate"}) // what applications have
class DecodingTest {

  private static final String PLACEHOLDER_0 = "{\"_placeholder\":true,\"num\":0}";
  private static final ByteBuffer ONE_TWO = ByteBuffer.wrap(new byte[] {1, 2}).asReadOnlyBuffer();

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  record Say(String text, int times) {}

  record Picture(String name, byte[] data, ByteBuffer more, Optional<String> note) {}

  record Fussy(String text) {
    Fussy {
      throw new IllegalArgumentException("never satisfied");
    }
  }

  @Test
  void bindsRecordsAndIgnoresUnknownProperties() {
    assertThat(decode("{\"text\":\"hi\",\"times\":2,\"extra\":{\"a\":[1]}}", Say.class))
        .isEqualTo(new Say("hi", 2));
  }

  @Test
  void bindsGenericTypes() {
    assertThat(decode("[{\"text\":\"hi\",\"times\":2}]", new TypeRef<List<Say>>() {}.type()))
        .isEqualTo(List.of(new Say("hi", 2)));
  }

  @Test
  void bindsFromHeapDirectAndReadOnlySlices() {
    byte[] padded = "xx\"h\u00e9\"yy".getBytes(StandardCharsets.UTF_8);
    ByteBuffer slice = ByteBuffer.wrap(padded, 2, padded.length - 4);
    ByteBuffer direct = ByteBuffer.allocateDirect(padded.length).put(padded);
    direct.position(2).limit(padded.length - 2);

    assertThat(codec.decode(new Encoded(slice, List.of()), String.class)).isEqualTo("h\u00e9");
    assertThat(codec.decode(new Encoded(slice.slice().asReadOnlyBuffer(), List.of()), String.class))
        .isEqualTo("h\u00e9");
    assertThat(codec.decode(new Encoded(direct, List.of()), String.class)).isEqualTo("h\u00e9");
    assertThat(direct.position()).isEqualTo(2);
  }

  @Test
  void pitfall15IntegersKeepTheirDigitsForObject() {
    assertThat(decode("[1,9007199254740993,123456789012345678901234567890]", Object.class))
        .isEqualTo(List.of(1, 9007199254740993L, new BigInteger("123456789012345678901234567890")));
  }

  @Test
  void decimalsAreExactForBigDecimalAndDoublesForObject() {
    String digits = "0.1234567890123456789012345678901234567890";

    assertThat(decode(digits, BigDecimal.class)).isEqualTo(new BigDecimal(digits));
    assertThat(decode("1.5", Object.class)).isEqualTo(1.5);
  }

  @Test
  void pitfall15LargeExponentsAreNotExpanded() {
    assertThat(decode("1e999999999", BigDecimal.class)).isEqualTo(new BigDecimal("1e999999999"));
    refuses("1e999999999", BigInteger.class);
    refuses("1e999999999", long.class);
    refuses("1e-999999999", long.class);
  }

  @Test
  void pitfall17OneAndOnePointZeroAreTheSameInteger() {
    assertThat(decode("1.0", int.class)).isEqualTo(1);
    assertThat(decode("1e2", Long.class)).isEqualTo(100L);
    refuses("1.5", int.class);
    refuses("3000000000", int.class);
    refuses("{\"text\":\"x\",\"times\":1.5}", Say.class);
  }

  @Test
  void nullIsNullButNotForAPrimitive() {
    assertThat(decode("null", String.class)).isNull();
    assertThat(decode("null", Integer.class)).isNull();
    refuses("null", int.class);
    refuses("null", boolean.class);
    refuses("{\"text\":\"x\",\"times\":null}", Say.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"12\"", "\"\"", "true", "[]", "{}"})
  void scalarsAreNotConvertedIntoEachOther(String json) {
    refuses(json, int.class);
    refuses(json, Long.class);
  }

  @Test
  void placeholderAsAWholeIsTheAttachment() {
    assertThat(decode(PLACEHOLDER_0, byte[].class, ONE_TWO)).isEqualTo(new byte[] {1, 2});
    assertThat(decode(" " + PLACEHOLDER_0 + " ", ByteBuffer.class, ONE_TWO)).isEqualTo(ONE_TWO);
    assertThat(decode(PLACEHOLDER_0, Object.class, ONE_TWO)).isEqualTo(new byte[] {1, 2});
  }

  @Test
  void placeholdersInsideBecomeBinaryPartsInTheOrderOfTheirNumbers() {
    String json =
        "{\"name\":\"p\",\"data\":{\"num\":1,\"_placeholder\":true},\"more\":"
            + PLACEHOLDER_0
            + "}";
    Picture picture =
        (Picture) decode(json, Picture.class, ONE_TWO, ByteBuffer.wrap(new byte[] {3}));

    assertThat(picture).isNotNull();
    assertThat(picture.data()).containsExactly(3);
    assertThat(picture.more()).isEqualTo(ONE_TWO);
    assertThat(picture.note()).isEmpty();
  }

  @Test
  void placeholdersAreFoundInMapsListsAndTreesAlsoTwice() {
    String json = "{\"a\":[" + PLACEHOLDER_0 + "," + PLACEHOLDER_0 + "]}";

    Map<?, ?> map = (Map<?, ?>) decode(json, Object.class, ONE_TWO);
    JsonNode tree = (JsonNode) decode(json, JsonNode.class, ONE_TWO);

    assertThat(map).isNotNull();
    assertThat((List<?>) map.get("a")).hasSize(2).hasOnlyElementsOfType(byte[].class);
    assertThat(tree).isNotNull();
    assertThat(tree.get("a").get(1).isBinary()).isTrue();
  }

  @Test
  void placeholdersAreFoundFarInsideAStreamedPayload() {
    String json = "[\"" + "\u20ac".repeat(20_000) + "\"," + PLACEHOLDER_0 + "]";
    ByteBuffer direct =
        ByteBuffer.allocateDirect(json.length() * 3)
            .put(json.getBytes(StandardCharsets.UTF_8))
            .flip();

    List<?> list = (List<?>) codec.decode(new Encoded(direct, List.of(ONE_TWO)), List.class);

    assertThat(list).isNotNull();
    assertThat(list.get(1)).isEqualTo(new byte[] {1, 2});
  }

  @Test
  void decodedBytesAreACopy() {
    ByteBuffer attachment = ByteBuffer.wrap(new byte[] {1});
    byte[] first = (byte[]) decode(PLACEHOLDER_0, byte[].class, attachment);
    assertThat(first).isNotNull();

    first[0] = 9;

    assertThat(decode(PLACEHOLDER_0, byte[].class, attachment)).isEqualTo(new byte[] {1});
  }

  @Test
  void withoutAttachmentsAPlaceholderIsData() {
    assertThat(decode(PLACEHOLDER_0, Map.class)).isEqualTo(Map.of("_placeholder", true, "num", 0));
    refuses(PLACEHOLDER_0, byte[].class);
  }

  @Test
  void numbersKeepTheirDigitsBesideAttachments() {
    String json = "[" + PLACEHOLDER_0 + ",0.1234567890123456789012345]";
    Type type = new TypeRef<List<Object>>() {}.type();
    List<?> list = (List<?>) decode("[0.1234567890123456789012345]", type);
    JsonNode tree = (JsonNode) decode(json, JsonNode.class, ONE_TWO);

    assertThat(list).isNotNull().hasSize(1);
    assertThat(tree).isNotNull();
    assertThat(decode(json, new TypeRef<List<Object>>() {}.type(), ONE_TWO)).isNotNull();
  }

  @Test
  void placeholderOutOfRangeDoesNotFit() {
    assertThatThrownBy(() -> decode("{\"_placeholder\":true,\"num\":1}", byte[].class, ONE_TWO))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("AGN-402");
  }

  @Test
  void bufferFormOfTheRestInterfaceIsBinary() {
    assertThat(decode("{\"type\":\"Buffer\",\"data\":[1,2,255]}", byte[].class))
        .isEqualTo(new byte[] {1, 2, -1});
    assertThat(decode("{\"data\":[],\"type\":\"Buffer\"}", ByteBuffer.class))
        .isEqualTo(ByteBuffer.allocate(0));
    refuses("{\"type\":\"Buffer\",\"data\":[256]}", byte[].class);
    refuses("{\"type\":\"Buffer\",\"data\":[[]]}", byte[].class);
    refuses("{\"type\":\"Buffer\",\"data\":[", byte[].class);
    refuses("\"AQI=\"", byte[].class);
  }

  @Test
  void datesAreReadFromIsoText() {
    assertThat(decode("\"2024-01-02T03:04:05.678Z\"", Instant.class))
        .isEqualTo(Instant.parse("2024-01-02T03:04:05.678Z"));
    assertThat(decode("\"2024-01-02T03:04:05.678Z\"", Date.class))
        .isEqualTo(new Date(1_704_164_645_678L));
    assertThat(decode("{\"2024-01-02\":1}", new TypeRef<Map<LocalDate, Integer>>() {}.type()))
        .isEqualTo(Map.of(LocalDate.of(2024, 1, 2), 1));
    refuses("\"tomorrow\"", Instant.class);
    refuses("5", Instant.class);
  }

  @Test
  void optionalIsEmptyForNull() {
    assertThat(decode("null", new TypeRef<Optional<String>>() {}.type()))
        .isEqualTo(Optional.empty());
    assertThat(decode("[\"a\",null]", new TypeRef<List<Optional<String>>>() {}.type()))
        .isEqualTo(List.of(Optional.of("a"), Optional.empty()));
  }

  @Test
  void loneSurrogatesSurvive() {
    assertThat(decode("\"\\ud800\"", String.class)).isEqualTo("\ud800");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[1,]", "nul", "1 2", "\"a", "{\"a\":1}}", "\u0000"})
  void whatIsNotJsonDoesNotFit(String json) {
    refuses(json, Object.class);
  }

  @Test
  void deepValuesDoNotFit() {
    refuses("[".repeat(201) + "]".repeat(201), Object.class);
    refuses("[".repeat(100_000), Object.class);
  }

  @Test
  void errorsNameTypeAndPathAndQuoteLittle() {
    String secret = "s3cret".repeat(1_000);

    assertThatThrownBy(() -> decode("[{\"text\":\"x\",\"times\":\"" + secret + "\"}]", listOfSay()))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("Say")
        .hasMessageContaining("at [0].times")
        .hasMessageNotContaining("s3cret".repeat(17))
        .hasNoCause();
    assertThatThrownBy(() -> decode(secret, Object.class))
        .hasMessageNotContaining("s3cret".repeat(17))
        .hasNoCause();
  }

  @Test
  void exceptionOfTheApplicationsConstructorIsTheCause() {
    assertThatThrownBy(() -> decode("{\"text\":\"x\"}", Fussy.class))
        .isInstanceOf(PayloadException.class)
        .cause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("never satisfied");
  }

  private static Type listOfSay() {
    return new TypeRef<List<Say>>() {}.type();
  }

  private void refuses(String json, Type type) {
    assertThatThrownBy(() -> decode(json, type))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("AGN-402");
  }

  private @Nullable Object decode(String json, Type type, ByteBuffer... attachments) {
    ByteBuffer utf8 = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    return codec.decode(new Encoded(utf8, List.of(attachments)), type);
  }
}
