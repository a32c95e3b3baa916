package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.agnost.realtime.core.protocol.Packet.Violation;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in, a packet comes out: no exception, bounded memory, linear time. */
@Timeout(60)
class DecoderFuzzTest {

  private static final List<String> VALID =
      List.of(
          "0{\"sid\":\"RbVD\",\"upgrades\":[],\"pingInterval\":10000,\"pingTimeout\":30000}",
          "2",
          "2probe",
          "40{\"sid\":\"8vnKAAAE\"}",
          "44{\"message\":\"m\",\"data\":{\"origin\":\"o\",\"code\":\"c\",\"message\":\"d\"}}",
          "42[\"msg\",{\"channel\":\"room\",\"message\":{\"a\":[1,2.5e3,null,true]}}]",
          "42/,17[\"channel:join\",{\"channel\":5,\"message\":{\"id\":\"x\",\"data\":\"\u20ac\"}}]",
          "42[\"user:signin\",\"user:signin\",{\"userId\":\"u\"},null]",
          "452-[\"k\",{\"message\":[{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]}]",
          "461-0[[{\"_placeholder\":true,\"num\":0}]]",
          "430[[]]",
          "bAQIDBA==");

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void randomBytesGiveAPacket() {
    long seed = RandomInput.seed();
    SplittableRandom random = new SplittableRandom(seed);
    PacketDecoder decoder = new PacketDecoder();
    for (int i = 0; i < RandomInput.cases(10_000, 1_000_000); i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 1 && random.nextBoolean()) {
        bytes[0] = '4';
        bytes[1] = (byte) ('0' + random.nextInt(7));
      }
      use(
          random.nextInt(8) == 0 ? decoder.binary(ByteBuffer.wrap(bytes)) : decode(decoder, bytes),
          seed);
    }
  }

  @Test
  void damagedFramesGiveAPacket() {
    long seed = RandomInput.seed();
    SplittableRandom random = new SplittableRandom(seed);
    PacketDecoder decoder = new PacketDecoder();
    for (int i = 0; i < RandomInput.cases(50_000, 1_000_000); i++) {
      byte[] valid = utf8(VALID.get(random.nextInt(VALID.size()))).array();

      Packet packet = decode(decoder, Mutations.damage(valid, random));

      use(packet, seed);
      if (random.nextInt(4) == 0) {
        use(decoder.binary(ByteBuffer.allocate(random.nextInt(4))), seed);
      }
    }
  }

  @Test
  void memoryStaysInProportionToTheInput() {
    long seed = RandomInput.seed();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < RandomInput.cases(5_000, 200_000); i++) {
      byte[] bytes = i % 2 == 0 ? damaged(random) : anything(random);
      PacketDecoder decoder = new PacketDecoder();

      long before = allocated();
      decode(decoder, bytes);
      long used = allocated() - before;

      assertThat(used).as("seed %d", seed).isLessThan(20L * bytes.length + 65_536);
    }
  }

  private static byte[] damaged(SplittableRandom random) {
    byte[] valid = utf8(VALID.get(random.nextInt(VALID.size()))).array();
    return Mutations.damage(valid, random);
  }

  private static byte[] anything(SplittableRandom random) {
    byte[] bytes = new byte[random.nextInt(1_000)];
    random.nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "42[\"a\"|,1",
        "42[\"a\"|,{}",
        "42[\"a\",[|1,",
        "42[\"a\",{|\"k\":1,",
        "42[\"a\",{|\"_placeholder\":true,",
        "451-[\"a\",[|{\"_placeholder\":true,\"num\":0},",
        "451-[\"a\",{|\"_placeholder\":true,\"num\":0,",
        "451-[\"a\"|,{\"\\u005fplaceholder\":true,\"num\":0}",
        "42[\"a\",\"|\\ud800",
        "42[\"a\",\"|\u20ac",
        "42[\"a\",|[",
        "42[\"a\",|{\"k\":",
        "42[\"a\", |\t",
        "42[\"|a\\n",
        "42[\"a\",|9",
        "42|9",
        "45|9",
        "42/|x",
        "44\"|\\n",
        "44{\"message\":\"|\\u0000",
        "0{|\"sid\":1,",
        "4|4",
        "b|AAAA",
        "2|x"
      })
  void worstCasesAreLinearInTimeAndMemory(String pattern) {
    int bar = pattern.indexOf('|');
    String unit = pattern.substring(bar + 1);
    byte[] bytes =
        utf8(pattern.substring(0, bar) + unit.repeat((4 << 20) / utf8(unit).remaining())).array();

    long allocatedBefore = allocated();
    long cpuBefore = threads.getCurrentThreadCpuTime();
    Packet packet = decode(new PacketDecoder(), bytes);
    long cpuMillis = (threads.getCurrentThreadCpuTime() - cpuBefore) / 1_000_000;

    assertThat(allocated() - allocatedBefore).isLessThan(20L * bytes.length);
    // 4 MiB take about 20 ms; one quadratic step would take hours
    assertThat(cpuMillis).isLessThan(2_000);
    use(packet, 0);
  }

  @Test
  void decoderKeepsNothingOfALargeFrame() {
    PacketDecoder decoder = new PacketDecoder();
    Packet large = decoder.text(utf8("42[\"a\",{\"channel\":\"" + "x".repeat(1 << 20) + "\"}]"));
    assertThat(large).isInstanceOf(Event.class);

    long before = allocated();
    decoder.text(utf8("42[\"b\"]"));

    assertThat(allocated() - before).isLessThan(65_536);
  }

  private long allocated() {
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static Packet decode(PacketDecoder decoder, byte[] bytes) {
    return decoder.text(ByteBuffer.wrap(bytes));
  }

  /** Everything a session asks of a packet. */
  private static void use(Packet packet, long seed) {
    assertThat(packet).as("seed %d", seed).isNotNull();
    assertThat(packet.toString().length()).as("seed %d", seed).isLessThan(5_000);
    if (packet instanceof Violation violation) {
      assertThat(violation.why()).as("seed %d", seed).isNotEmpty();
    }
    if (packet instanceof Event event) {
      Envelope envelope = Envelope.of(event);
      if (envelope != null) {
        envelope.memberId();
        envelope.memberData();
      }
      for (int i = 0; i < Math.min(10, event.argumentCount()); i++) {
        JsonFields.string(event.argument(i), "userId");
        Placeholders.in(event.argument(i));
      }
    }
  }
}
