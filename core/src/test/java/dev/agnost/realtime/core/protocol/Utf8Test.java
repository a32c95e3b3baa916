package dev.agnost.realtime.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The JDK's strict decoder is the oracle. */
class Utf8Test {

  private static final CharsetDecoder STRICT =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  @Test
  void everySequenceOfThreeBytesIsJudgedAsByTheJdk() {
    byte[] bytes = new byte[3];
    for (int value = 0; value < 1 << 24; value += value < 1 << 12 ? 1 : 211) {
      bytes[0] = (byte) (value >> 16);
      bytes[1] = (byte) (value >> 8);
      bytes[2] = (byte) value;
      if (isUtf8(bytes) != isUtf8ByTheJdk(bytes)) {
        assertThat(isUtf8(bytes)).as(Arrays.toString(bytes)).isEqualTo(isUtf8ByTheJdk(bytes));
      }
    }
  }

  @Test
  void everyBeginningOfAFourByteSequenceIsJudgedAsByTheJdk() {
    int[] interesting = {0x00, 0x7F, 0x80, 0xBF, 0xC0};
    for (int first = 0xE0; first <= 0xFF; first++) {
      for (int second = 0; second <= 0xFF; second++) {
        for (int third : interesting) {
          for (int fourth : interesting) {
            byte[] bytes = {(byte) first, (byte) second, (byte) third, (byte) fourth};
            if (isUtf8(bytes) != isUtf8ByTheJdk(bytes)) {
              fail("%s is judged as %s", Arrays.toString(bytes), isUtf8(bytes));
            }
          }
        }
      }
    }
  }

  @Test
  void oneBadByteIsFoundAtEveryOffset() {
    byte[] valid =
        "abcdefgh\u00e9\u20ac\ud83d\ude00xyz0123456789\u20ac\u20acABCDEFGHIJ"
            .repeat(2)
            .getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < valid.length; at++) {
      for (int value = 0; value <= 0xFF; value++) {
        byte[] damaged = valid.clone();
        damaged[at] = (byte) value;
        if (isUtf8(damaged) != isUtf8ByTheJdk(damaged)) {
          assertThat(isUtf8(damaged)).as("%d at %d", value, at).isEqualTo(isUtf8ByTheJdk(damaged));
        }
      }
    }
  }

  @Test
  void textCutAtEveryOffsetIsJudgedAsByTheJdk() {
    byte[] valid = "ab\u00e9\u20ac\ud83d\ude00".repeat(8).getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from <= valid.length; from++) {
      for (int to = from; to <= valid.length; to++) {
        byte[] part = Arrays.copyOfRange(valid, from, to);
        assertThat(isUtf8(part)).as("%d to %d", from, to).isEqualTo(isUtf8ByTheJdk(part));
      }
    }
  }

  @Test
  void randomBytesAreJudgedAsByTheJdk() {
    long seed = RandomInput.seed();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < RandomInput.cases(10_000, 1_000_000); i++) {
      byte[] valid = RandomJson.text(random, 20).getBytes(StandardCharsets.UTF_8);
      byte[] bytes = Mutations.damage(valid, random);
      assertThat(isUtf8(bytes)).as("seed %d", seed).isEqualTo(isUtf8ByTheJdk(bytes));
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    return Frame.copyOf(ByteBuffer.wrap(bytes)).isUtf8();
  }

  private static boolean isUtf8ByTheJdk(byte[] bytes) {
    try {
      STRICT.decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }
}
