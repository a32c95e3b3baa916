package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.binary;
import static dev.agnost.realtime.core.protocol.Frames.event;
import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static dev.agnost.realtime.core.protocol.Frames.violates;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.core.protocol.Packet.Ignored;
import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Partial;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pitfalls of attachments; numbers as in the protocol reference. */
class BinaryPitfallsTest {

  private final PacketDecoder decoder = new PacketDecoder();

  private Packet text(String frame) {
    return decoder.text(utf8(frame));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "0.5", "\"0\"", "4294967296", "1", "null", "[0]", "1e0", "0.0", "true"})
  void pitfall31WrongNumbersAreAParseError(String number) {
    violates(Layer.SOCKET, text("451-[\"a\",{\"_placeholder\":true,\"num\":" + number + "}]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_placeholder\":true}",
        "{\"num\":9,\"_placeholder\":true}",
        "{\"_placehold\\u0065r\":true,\"num\":9}",
        "{\"x\":[{\"y\":{\"_placeholder\":true,\"num\":9}}]}",
        "{\"_placeholder\":false,\"_placeholder\":true,\"num\":9}",
        "{\"_placeholder\":true,\"num\":0,\"num\":9}"
      })
  void pitfall31NumbersAreCheckedWhereverAPlaceholderStands(String argument) {
    violates(Layer.SOCKET, text("451-[\"a\"," + argument + "]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_placeholder\":false,\"num\":9}",
        "{\"_placeholder\":1,\"num\":9}",
        "{\"_placeholder\":\"true\",\"num\":9}",
        "{\"_placeholder\":{\"true\":true},\"num\":9}",
        "{\"_placeholder\":true,\"_placeholder\":null,\"num\":9}",
        "{\"num\":9}",
        "[\"_placeholder\",true,\"num\",9]"
      })
  void pitfall32OtherValuesOfPlaceholderAreData(String argument) {
    assertThat(text("451-[\"a\"," + argument + "]")).isInstanceOf(Partial.class);
    assertThat(decoder.binary(binary(1))).isInstanceOf(Event.class);
  }

  @Test
  void pitfall32PlaceholderInAPlainEventIsData() {
    assertThat(text("42[\"a\",{\"_placeholder\":true,\"num\":9}]")).isInstanceOf(Event.class);
  }

  @Test
  void numbersMayRepeatAndAttachmentsMayBeUnused() {
    text("452-[\"a\",{\"num\":1,\"_placeholder\":true},{\"_placeholder\":true,\"num\":1}]");
    decoder.binary(binary(1));

    assertThat(event(decoder.binary(binary(2))).attachments())
        .containsExactly(binary(1), binary(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "450-[\"a\"]",
        "45-[\"a\"]",
        "45[\"a\"]",
        "451[\"a\"]",
        "45-1-[\"a\"]",
        "45+1-[\"a\"]",
        "451.0-[\"a\"]",
        "4511-[\"a\"]",
        "45999999999-[\"a\"]",
        "45999999999999999999999999999999-[\"a\"]",
        "454294967297-[\"a\"]",
        "4518446744073709551617-[\"a\"]",
        "451",
        "461",
        "451-",
        "451 -[\"a\"]"
      })
  void pitfall33AttachmentCountsAreCheckedBeforeAnythingIsAllocated(String frame) {
    violates(Layer.SOCKET, text(frame));
  }

  @Test
  void tenAttachmentsAreAccepted() {
    assertThat(text("4510-[\"a\"]")).isInstanceOf(Partial.class);
    for (int i = 0; i < 9; i++) {
      assertThat(decoder.binary(binary(i))).isInstanceOf(Partial.class);
    }
    assertThat(event(decoder.binary(binary(9))).attachments()).hasSize(10);
  }

  @Test
  void binaryMessageWithoutHeaderIsAParseError() {
    violates(Layer.SOCKET, decoder.binary(binary(1)));
  }

  @Test
  void base64TextIsABinaryMessage() {
    text("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");

    assertThat(event(text("bAQIDBA==")).attachments()).containsExactly(binary(1, 2, 3, 4));
    violates(Layer.SOCKET, text("bAQIDBA=="));
  }

  @Test
  void textThatIsNotBase64IsATransportError() {
    text("451-[\"a\",{\"_placeholder\":true,\"num\":0}]");

    violates(Layer.ENGINE, text("b*"));
    violates(Layer.SOCKET, decoder.binary(binary(1)));
  }

  @Test
  void binaryAcknowledgementIsIgnoredWithItsAttachments() {
    assertThat(text("461-0[[{\"_placeholder\":true,\"num\":0}]]")).isInstanceOf(Partial.class);
    assertThat(decoder.binary(binary(1))).isInstanceOf(Ignored.class);
  }

  @Test
  void attachmentsCountForTheSizeOfAPacket() {
    PacketDecoder small = new PacketDecoder(DecoderLimits.DEFAULT.withMessageBytes(100));
    String frame = "452-[\"a\"]";

    assertThat(small.text(utf8(frame))).isInstanceOf(Partial.class);
    assertThat(small.binary(ByteBuffer.allocate(50))).isInstanceOf(Partial.class);
    assertThat(small.binary(ByteBuffer.allocate(50 - frame.length()))).isInstanceOf(Event.class);
    small.text(utf8(frame));
    small.binary(ByteBuffer.allocate(50));
    violates(Layer.ENGINE, small.binary(ByteBuffer.allocate(51 - frame.length())));
    violates(Layer.ENGINE, small.text(ByteBuffer.allocate(101)));
    violates(Layer.SOCKET, small.binary(binary(1)));
  }

  @Test
  void packetIsACopyAndTheGivenBuffersAreNotMoved() {
    ByteBuffer header = utf8("xx451-[\"a\",{\"_placeholder\":true,\"num\":0}]").position(2);
    ByteBuffer attachment = ByteBuffer.allocateDirect(3).put(new byte[] {1, 2, 3}).flip();

    decoder.text(header);
    Event event = event(decoder.binary(attachment));
    attachment.put(0, (byte) 9);

    assertThat(header.position()).isEqualTo(2);
    assertThat(attachment.remaining()).isEqualTo(3);
    assertThat(event.attachments()).containsExactly(binary(1, 2, 3));
  }

  @Test
  void receivedBytesCannotBeChanged() {
    text("451-[\"a\",1]");
    Event event = event(decoder.binary(binary(1)));

    assertThatThrownBy(() -> event.argument(0).put(0, (byte) 0))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> event.attachments().get(0).put(0, (byte) 0))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThatThrownBy(() -> event.argument(1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void directReadOnlyAndSlicedBuffersAreDecodedAlike() {
    byte[] bytes = utf8("42[\"a\",\"\u20ac\"]").array();
    ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length + 3);
    direct.position(3);
    direct.put(bytes).position(3);

    assertThat(event(decoder.text(direct)).argument(0)).isEqualTo(utf8("\"\u20ac\""));
    assertThat(event(decoder.text(direct.slice().asReadOnlyBuffer())).argument(0))
        .isEqualTo(utf8("\"\u20ac\""));
    assertThat(event(decoder.text(ByteBuffer.wrap(bytes).asReadOnlyBuffer())).name())
        .isEqualTo("a");
  }

  @Test
  void eventNamesAreMadeOnce() {
    Event first = event(text("42[\"say\",1]"));
    Event second = event(text("42[\"say\",2]"));

    assertThat(second.name()).isSameAs(first.name());
  }

  @Test
  void namesThatShareASlotOfTheCacheStayDistinct() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(event(text("42[\"name" + i + "\"]")).name()).isEqualTo("name" + i);
      assertThat(event(text("42[\"name0\"]")).name()).isEqualTo("name0");
    }
  }
}
