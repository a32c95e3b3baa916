package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.core.protocol.Placeholders;
import dev.agnost.realtime.core.protocol.ReferenceJson;
import dev.agnost.realtime.core.protocol.ReferenceJson.Malformed;
import dev.agnost.realtime.core.protocol.ReferenceJson.Value;
import dev.agnost.realtime.core.protocol.ReferenceJson.Word;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fuzz target: attachments in the place of their placeholders. */
public final class PlaceholderTarget {

  private static final JacksonPayloadCodec CODEC = new JacksonPayloadCodec();

  private static final BigInteger LARGEST = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final String REFUSED = "it was refused";
  private static final Map<String, String> WORDS =
      Map.of("true", "true", "false", "false", "null", "null");

  private PlaceholderTarget() {}

  /** The first byte says how many attachments there are, the others are the JSON. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length == 0) {
      return;
    }
    List<ByteBuffer> attachments = new ArrayList<>();
    for (int i = 0; i < (input[0] & 0xff) % 12; i++) {
      attachments.add(
          ByteBuffer.wrap(new byte[] {(byte) i, 1, 2}, 0, 1 + i % 3).asReadOnlyBuffer());
    }
    ByteBuffer inside = ByteBuffer.wrap(input, 1, input.length - 1);

    String once = decoded(new Encoded(inside, attachments));

    assertThat(decoded(new Encoded(inside.slice().asReadOnlyBuffer(), attachments)))
        .isEqualTo(once);
    Value value = parsed(input);
    Map<Integer, Integer> found = new HashMap<>();
    if (value != null) {
      note(value, found);
    }
    assertThat(Placeholders.in(inside)).isEqualTo(found);
    if (value != null && !once.equals(REFUSED)) { // the codec may rely on one value of valid JSON
      assertThat(once).isEqualTo(expected(value, attachments));
    }
  }

  private static @Nullable Value parsed(byte[] input) {
    try {
      return ReferenceJson.document(input, 1);
    } catch (Malformed malformed) {
      return null;
    }
  }

  /** The placeholders within a value by where they begin behind the first byte of the input. */
  private static void note(Value value, Map<Integer, Integer> found) {
    if (value.meaning() instanceof List<?> elements) {
      elements.forEach(element -> note((Value) element, found));
    } else if (value.meaning() instanceof Map<?, ?> members) {
      members.values().forEach(member -> note((Value) member, found));
      Integer number = placeholder(value);
      if (number != null) {
        found.put(value.from() - 1, number);
      }
    }
  }

  /** The number of a placeholder, -1 if it is no good; null for what is none. */
  private static @Nullable Integer placeholder(Value value) {
    Value mark = value.member("_placeholder");
    if (mark == null || !mark.meaning().equals(new Word("true"))) {
      return null;
    }
    Value number = value.member("num");
    return number != null && number.meaning() instanceof Word word && word.text().matches("[0-9]+")
        ? Integer.valueOf(new BigInteger(word.text()).min(LARGEST).intValue())
        : Integer.valueOf(-1);
  }

  /** In the form of {@link #shown}. */
  private static String expected(Value value, List<ByteBuffer> attachments) {
    Integer number = attachments.isEmpty() ? null : placeholder(value);
    if (number != null) {
      return shown(attachments.get(number));
    }
    if (value.meaning() instanceof Map<?, ?> members) {
      StringBuilder text = new StringBuilder("{");
      members.forEach(
          (key, member) ->
              text.append(key).append('=').append(expected((Value) member, attachments)));
      return text.append('}').toString();
    }
    if (value.meaning() instanceof List<?> elements) {
      StringBuilder text = new StringBuilder("[");
      elements.forEach(element -> text.append(expected((Value) element, attachments)).append(','));
      return text.append(']').toString();
    }
    return value.meaning() instanceof Word word
        ? WORDS.getOrDefault(word.text(), "number")
        : value.meaning().toString();
  }

  /** The value as text, or that it was refused; no other exception leaves the codec. */
  private static String decoded(Encoded payload) {
    try {
      return shown(CODEC.decode(payload, Object.class));
    } catch (PayloadException refused) {
      return REFUSED;
    }
  }

  private static String shown(@Nullable Object value) {
    if (value instanceof byte[] bytes) {
      return shown(ByteBuffer.wrap(bytes));
    }
    if (value instanceof Map<?, ?> map) {
      StringBuilder text = new StringBuilder("{");
      map.forEach((key, each) -> text.append(key).append('=').append(shown(each)));
      return text.append('}').toString();
    }
    if (value instanceof List<?> list) {
      StringBuilder text = new StringBuilder("[");
      list.forEach(each -> text.append(shown(each)).append(','));
      return text.append(']').toString();
    }
    return value instanceof Number ? "number" : String.valueOf(value);
  }

  private static String shown(ByteBuffer binary) {
    return "binary " + binary.get(0) + " of " + binary.remaining();
  }
}
