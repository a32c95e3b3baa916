package dev.agnost.realtime.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.core.protocol.Envelope;
import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.OutboundPacket;
import dev.agnost.realtime.core.protocol.Packet;
import dev.agnost.realtime.core.protocol.PacketDecoder;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import dev.agnost.realtime.core.protocol.RandomInput;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one client sends is what another gets: codec, encoder, decoder, envelope, codec. */
class RoundTripTest {

  private final JacksonPayloadCodec codec = new JacksonPayloadCodec();
  private int binaryLeaves;

  @Test
  void randomValuesWithBinaryPartsComeBackEqual() {
    long seed = RandomInput.seed();
    SplittableRandom random = new SplittableRandom(seed);
    PacketDecoder decoder = new PacketDecoder();
    for (int i = 0; i < RandomInput.cases(1_000, 50_000); i++) {
      binaryLeaves = 0;
      Object value = value(random, 5);

      Encoded sent = codec.encode(value);
      Envelope envelope = relay(decoder, PacketEncoder.message("room", "k", sent, null), seed);
      ByteBuffer message = envelope.message();
      assertThat(message).isNotNull();
      Object back = codec.decode(new Encoded(message, sent.attachments()), Object.class);

      assertThat(sent.attachments()).hasSize(binaryLeaves);
      assertThat(back)
          .usingRecursiveComparison(RecursiveComparisonConfiguration.builder().build())
          .as("seed %d", seed)
          .isEqualTo(value);
    }
  }

  private static Envelope relay(PacketDecoder decoder, OutboundPacket packet, long seed) {
    Packet received = decoder.text(ByteBuffer.wrap(relayed(packet)));
    for (ByteBuffer attachment : packet.attachments()) {
      received = decoder.binary(attachment);
    }
    assertThat(received).as("seed %d", seed).isInstanceOf(Event.class);
    Event event = (Event) received;
    assertThat(event.attachments()).as("seed %d", seed).isEqualTo(packet.attachments());
    Envelope envelope = Envelope.of(event);
    assertThat(envelope).isNotNull();
    assertThat(event.name()).isEqualTo("k");
    assertThat(envelope.channel()).isEqualTo("room");
    return envelope;
  }

  /** The server takes the payload out of our envelope and puts it into its own. */
  private static byte[] relayed(OutboundPacket packet) {
    String sent = StandardCharsets.UTF_8.decode(packet.text().duplicate()).toString();
    String ours = "[\"message\",{\"channel\":\"room\",\"eventName\":\"k\",\"message\":";
    int from = sent.indexOf(ours);
    assertThat(from).as(sent).isPositive();
    String message = sent.substring(from + ours.length(), sent.length() - "}]".length());
    String received =
        sent.substring(0, from) + "[\"k\",{\"message\":" + message + ",\"channel\":\"room\"}]";
    return received.getBytes(StandardCharsets.UTF_8);
  }

  private @Nullable Object value(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 10 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextInt();
      case 3 -> (long) Integer.MAX_VALUE + 1 + random.nextInt(1_000_000);
      case 4 -> BigInteger.ONE.shiftLeft(64 + random.nextInt(500)).add(BigInteger.ONE);
      case 5 -> text(random);
      case 6 -> binaryLeaves < 10 ? bytes(random) : (Object) (random.nextInt() / 8.0 + 0.0625);
      case 7 -> list(random, depth - 1);
      default -> map(random, depth - 1);
    };
  }

  private byte[] bytes(SplittableRandom random) {
    binaryLeaves++;
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private List<@Nullable Object> list(SplittableRandom random, int depth) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      list.add(value(random, depth));
    }
    return list;
  }

  private Map<String, @Nullable Object> map(SplittableRandom random, int depth) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      map.put("k" + i + key(random), value(random, depth));
    }
    return map;
  }

  /** Jackson writes lone surrogates in keys, and refuses to read them. */
  private static String key(SplittableRandom random) {
    return text(random).replaceAll("[\\ud800-\\udfff]", "");
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(10); i > 0; i--) {
      text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
    }
    return text.toString();
  }
}
