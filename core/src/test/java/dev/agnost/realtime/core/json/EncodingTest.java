package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({
  "ArrayRecordComponent",
  "DoNotCallSuggester",
  "JavaUtilDate"
}) // what applications have
class EncodingTest {

  private static final String PLACEHOLDER_0 = "{\"_placeholder\":true,\"num\":0}";
  private static final String PLACEHOLDER_1 = "{\"_placeholder\":true,\"num\":1}";

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();

  record Picture(String name, byte[] data, Optional<ByteBuffer> preview) {}

  record Times(Instant at, LocalDate day, Duration lasting, Date old) {}

  record Raw(@JsonRawValue String json) {}

  static final class Picky {
    public String getName() {
      throw new IllegalStateException("no name");
    }
  }

  @Test
  void nullAndScalarsArePlainJson() {
    assertThat(json(null)).isEqualTo("null");
    assertThat(json("hi \"you\" \u2028 \u001e \u0000"))
        .isEqualTo("\"hi \\\"you\\\" \u2028 \\u001E \\u0000\"");
    assertThat(json(true)).isEqualTo("true");
    assertThat(json(9007199254740993L)).isEqualTo("9007199254740993");
    assertThat(json(-1.5e-7)).isEqualTo("-1.5E-7");
  }

  @Test
  void bigNumbersKeepTheirDigits() {
    BigInteger big = BigInteger.TEN.pow(60).add(BigInteger.ONE);

    assertThat(json(big)).isEqualTo(big.toString());
    assertThat(json(new BigDecimal("0.1000000000000000000000000000000001")))
        .isEqualTo("0.1000000000000000000000000000000001");
  }

  @Test
  void numbersThatReceiversRefuseAreRefused() {
    BigInteger huge = BigInteger.ONE.shiftLeft(4_000);

    refuses(huge, "more digits");
    refuses(new BigDecimal(huge), "more digits");
    assertThat(json(BigInteger.ONE.shiftLeft(3_199)).length()).isLessThan(1_000);
  }

  @Test
  void byteArrayBecomesAnAttachment() {
    Encoded encoded = codec.encode(new byte[] {1, 2});

    assertThat(text(encoded)).isEqualTo(PLACEHOLDER_0);
    assertThat(encoded.attachments()).containsExactly(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @Test
  void emptyByteArrayIsAnAttachmentToo() {
    assertThat(codec.encode(new byte[0]).attachments()).containsExactly(ByteBuffer.allocate(0));
  }

  @Test
  void byteBufferIsTakenFromPositionToLimitAndNotMoved() {
    ByteBuffer direct = ByteBuffer.allocateDirect(4).put(new byte[] {9, 1, 2, 9});
    direct.position(1).limit(3);

    Encoded encoded = codec.encode(direct);

    assertThat(encoded.attachments()).containsExactly(ByteBuffer.wrap(new byte[] {1, 2}));
    assertThat(direct.position()).isEqualTo(1);
    assertThat(direct.limit()).isEqualTo(3);
  }

  @Test
  void binaryPartsAreFoundInsideRecordsMapsListsArraysOptionalsAndTrees() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(
        "record", new Picture("p", new byte[] {1}, Optional.of(ByteBuffer.wrap(new byte[] {2}))));
    map.put("list", List.of(new byte[] {3}));
    map.put("array", new Object[] {new byte[] {4}});
    map.put("arrays", new byte[][] {{5}, {6}});
    map.put("tree", JsonNodeFactory.instance.arrayNode().add(BinaryNode.valueOf(new byte[] {7})));

    Encoded encoded = codec.encode(map);

    assertThat(encoded.attachments())
        .extracting(bytes -> (int) bytes.get(0))
        .containsExactly(1, 2, 3, 4, 5, 6, 7);
    assertThat(text(encoded))
        .startsWith(
            "{\"record\":{\"name\":\"p\",\"data\":"
                + PLACEHOLDER_0
                + ",\"preview\":"
                + PLACEHOLDER_1);
  }

  @Test
  void laterChangesOfTheValueDoNotShow() {
    byte[] bytes = {1};
    Encoded encoded = codec.encode(List.of(bytes));

    bytes[0] = 2;

    assertThat(encoded.attachments().get(0).get(0)).isEqualTo((byte) 1);
  }

  @Test
  void elevenBinaryPartsAreRefused() {
    assertThat(codec.encode(Collections.nCopies(10, new byte[1])).attachments()).hasSize(10);
    refuses(Collections.nCopies(11, new byte[1]), "more than 10 binary parts");
  }

  @Test
  void pitfall30ObjectThatLooksLikeAPlaceholderBesideABinaryPartIsRefused() {
    Map<String, Object> lookalike = Map.of("_placeholder", true, "num", 0);

    refuses(List.of(lookalike, new byte[1]), "_placeholder");
    assertThat(text(codec.encode(List.of(Map.of("_placeholder", false), new byte[1]))))
        .isEqualTo("[{\"_placeholder\":false}," + PLACEHOLDER_0 + "]");
    assertThat(codec.encode(lookalike).attachments()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void pitfall16NumbersThatAreNotFiniteAreRefused(double number) {
    refuses(number, "not possible in JSON");
    refuses((float) number, "not possible in JSON");
    refuses(new double[] {1, number}, "not possible in JSON");
    refuses(new float[] {1, (float) number}, "not possible in JSON");
    refuses(Map.of("a", List.of(number)), "at a[0]");
    refuses(JsonNodeFactory.instance.arrayNode().add(number), "not possible in JSON");
  }

  @Test
  void pitfall20CyclicAndDeepValuesAreRefused() {
    List<Object> cycle = new ArrayList<>();
    cycle.add(cycle);
    AtomicReference<Object> self = new AtomicReference<>();
    self.set(self);

    refuses(cycle, "cannot be sent");
    refuses(nested(199), "cannot be sent");
    refuses(self, "contains itself");
    assertThat(json(nested(198))).hasSize(2 * 198);
  }

  @Test
  void valuesWithoutAnEndAreRefused() {
    Iterable<String> endless =
        () ->
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return true;
              }

              @Override
              public String next() {
                return "again";
              }
            };

    assertThatThrownBy(() -> codec.withMaxBytes(100_000).encode(endless))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("more than 100000 bytes");
    assertThatThrownBy(() -> codec.withMaxBytes(100).encode(new byte[101]))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("larger than a message");
  }

  @Test
  void pitfall23LoneSurrogatesAreEscaped() {
    assertThat(json("a\ud800b")).isEqualTo("\"a\\uD800b\"");
    assertThat(json("\udc00")).isEqualTo("\"\\uDC00\"");
    assertThat(json(Map.of("k\udfff", "\ud83d\ude00")))
        .isEqualTo("{\"k\\uDFFF\":\"\ud83d\ude00\"}");
  }

  @Test
  void datesAreIsoText() {
    Times times =
        new Times(
            Instant.parse("2024-01-02T03:04:05.678Z"),
            LocalDate.of(2024, 1, 2),
            Duration.ofSeconds(90),
            new Date(1_704_164_645_678L));

    assertThat(json(times))
        .isEqualTo(
            "{\"at\":\"2024-01-02T03:04:05.678Z\",\"day\":\"2024-01-02\",\"lasting\":\"PT1M30S\","
                + "\"old\":\"2024-01-02T03:04:05.678Z\"}");
  }

  @Test
  void rawJsonIsSentIfItIsJson() {
    assertThat(json(new Raw("[1,{}]"))).isEqualTo("{\"json\":[1,{}]}");
    refuses(new Raw("[1,"), "raw text that is not JSON");
    refuses(new Raw("1],[2"), "raw text that is not JSON");
  }

  @Test
  void whatFailsIsNamedWithItsPathAndCause() {
    assertThatThrownBy(() -> codec.encode(Map.of("who", List.of(new Picky()))))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("AGN-401")
        .hasMessageContaining("at who[0].name")
        .hasMessageContaining("no name")
        .hasRootCauseInstanceOf(IllegalStateException.class);
    refuses(new Object(), "java.lang.Object");
  }

  @Test
  void longKeysAreRefused() {
    refuses(Map.of("\u20ac".repeat(1_400), 1), "a key longer than 4096 bytes");
    assertThat(json(Map.of("k".repeat(4_096), 1))).hasSize(4_096 + 6);
  }

  @Test
  void failureLeavesTheCodecUsable() {
    Map<String, Object> bad = new HashMap<>();
    bad.put("x", new Picky());
    for (int i = 0; i < 100; i++) {
      refuses(bad, "no name");
    }

    assertThat(json("fine")).isEqualTo("\"fine\"");
  }

  private static Object nested(int levels) {
    Object value = List.of();
    for (int i = 1; i < levels; i++) {
      value = List.of(value);
    }
    return value;
  }

  private void refuses(Object value, String because) {
    assertThatThrownBy(() -> codec.encode(value))
        .isInstanceOf(PayloadException.class)
        .hasMessageStartingWith("AGN-401")
        .hasMessageContaining(because);
  }

  private String json(@Nullable Object value) {
    return text(codec.encode(value));
  }

  private static String text(Encoded encoded) {
    return StandardCharsets.UTF_8.decode(encoded.json().duplicate()).toString();
  }
}
