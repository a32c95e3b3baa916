package dev.agnost.realtime.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Jackson in its strict mode is the oracle. */
class JsonScannerTest {

  private static final JsonFactory JACKSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(200).build())
          .build();

  private final JsonScanner scanner = new JsonScanner(DecoderLimits.DEFAULT);

  @Test
  void randomJsonIsAccepted() {
    long seed = RandomInput.seed();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < RandomInput.cases(5_000, 500_000); i++) {
      String json = RandomJson.value(random, 6);
      assertThat(accepts(json)).as("seed %d: %s", seed, json).isTrue();
    }
  }

  @Test
  void damagedJsonIsJudgedAsByJackson() {
    long seed = RandomInput.seed();
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    int tried = RandomInput.cases(15_000, 500_000);
    for (int i = 0; i < tried; i++) {
      byte[] valid = RandomJson.value(random, 3).getBytes(StandardCharsets.UTF_8);
      byte[] bytes = Mutations.damage(valid, random);
      if (Frame.copyOf(ByteBuffer.wrap(bytes)).isUtf8()) {
        String json = new String(bytes, StandardCharsets.UTF_8);
        boolean accepted = accepts(json);
        Verdict verdict = jackson(json);
        if (verdict != Verdict.PICKY) {
          assertThat(accepted).as("seed %d: %s", seed, json).isEqualTo(verdict == Verdict.JSON);
        }
        refused += accepted ? 0 : 1;
      }
    }
    assertThat(refused).isGreaterThan(tried / 4);
  }

  @Test
  void everyByteAfterAQuoteAndInsideAStringIsJudgedAsByJackson() {
    for (int length = 0; length < 20; length++) {
      for (char c = 0; c < 0x80; c++) {
        String json = "\"" + "x".repeat(length) + c + "\"";
        assertThat(accepts(json)).as(json).isEqualTo(jackson(json) == Verdict.JSON);
      }
    }
  }

  @Test
  void valueEndsWhereItEnds() {
    Frame frame = Frame.copyOf(Frames.utf8("[1,{\"a\":[]}] ,2"));
    scanner.reset(frame, null);

    assertThat(scanner.value(0)).isEqualTo(12);
    assertThat(scanner.value(14)).isEqualTo(15);
  }

  private boolean accepts(String json) {
    scanner.reset(Frame.copyOf(Frames.utf8(json)), null);
    return scanner.document(0) != JsonScanner.FAILED;
  }

  private static Verdict jackson(String json) {
    try (JsonParser parser = JACKSON.createParser(json)) {
      if (parser.nextToken() == null) {
        return Verdict.NOT_JSON;
      }
      parser.skipChildren();
      // skipping is lazy about the end of a string
      parser.finishToken();
      return parser.nextToken() == null ? Verdict.JSON : Verdict.NOT_JSON;
    } catch (IOException notJson) {
      return String.valueOf(notJson.getMessage()).contains("surrogate")
          ? Verdict.PICKY
          : Verdict.NOT_JSON;
    }
  }

  private enum Verdict {
    JSON,
    NOT_JSON,
    /** Jackson refuses lone surrogates in keys, which RFC 8259 allows (section 8.2). */
    PICKY
  }
}
