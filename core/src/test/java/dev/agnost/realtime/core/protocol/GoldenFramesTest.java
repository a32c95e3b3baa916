package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.binary;
import static dev.agnost.realtime.core.protocol.Frames.event;
import static dev.agnost.realtime.core.protocol.Frames.string;
import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.PayloadCodec.Encoded;
import dev.agnost.realtime.PayloadException;
import dev.agnost.realtime.core.protocol.Packet.Connected;
import dev.agnost.realtime.core.protocol.Packet.EngineOpen;
import dev.agnost.realtime.core.protocol.Packet.EnginePing;
import dev.agnost.realtime.core.protocol.Packet.Partial;
import dev.agnost.realtime.core.protocol.Packet.Refused;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames that were recorded between the real server and its JavaScript client. */
class GoldenFramesTest {

  private final PacketDecoder decoder = new PacketDecoder();

  @Test
  void openPacketGivesIntervalsAndMaxPayload() {
    String frame =
        "0{\"sid\":\"RbVD\",\"upgrades\":[],\"pingInterval\":10000,\"pingTimeout\":30000,"
            + "\"maxPayload\":100000000}";

    assertThat(decoder.text(utf8(frame)))
        .isEqualTo(new EngineOpen("RbVD", 10_000, 30_000, 100_000_000));
  }

  @Test
  void connectReplyGivesTheSocketId() {
    assertThat(decoder.text(utf8("40{\"sid\":\"8vnKAAAE\"}"))).isEqualTo(new Connected("8vnKAAAE"));
  }

  @Test
  void refusalGivesMessageCodeOriginAndDetail() {
    String frame =
        "44{\"message\":\"Realtime Connection Error - Invalid API Key\",\"data\":{\"origin\":"
            + "\"client_error\",\"code\":\"invalid_api_key\",\"message\":\"no such key (nope)\"}}";

    assertThat(decoder.text(utf8(frame)))
        .isEqualTo(
            new Refused(
                "Realtime Connection Error - Invalid API Key",
                "invalid_api_key",
                "client_error",
                "no such key (nope)"));
  }

  @Test
  void channelMessageGivesChannelAndMessage() {
    Event event =
        event(decoder.text(utf8("42[\"msg\",{\"channel\":\"room\",\"message\":\"hi\"}]")));
    Envelope envelope = Envelope.of(event);

    assertThat(event.name()).isEqualTo("msg");
    assertThat(event.ackId()).isEqualTo(-1);
    assertThat(event.argumentCount()).isEqualTo(1);
    assertThat(string(event.argument(0))).isEqualTo("{\"channel\":\"room\",\"message\":\"hi\"}");
    assertThat(envelope).isNotNull();
    assertThat(envelope.channel()).isEqualTo("room");
    assertThat(string(envelope.message())).isEqualTo("\"hi\"");
  }

  @Test
  void broadcastHasNoChannel() {
    Event event = event(decoder.text(utf8("42[\"evt\",{\"channel\":null,\"message\":{\"a\":1}}]")));
    Envelope envelope = Envelope.of(event);

    assertThat(envelope).isNotNull();
    assertThat(envelope.channel()).isNull();
    assertThat(string(envelope.message())).isEqualTo("{\"a\":1}");
  }

  @Test
  void undefinedMessageIsAbsent() {
    Envelope envelope = Envelope.of(event(decoder.text(utf8("42[\"m\",{\"channel\":\"r\"}]"))));

    assertThat(envelope).isNotNull();
    assertThat(envelope.hasMessage()).isFalse();
    assertThat(envelope.message()).isNull();
  }

  @Test
  void memberEventGivesIdAndProfile() {
    String frame =
        "42[\"channel:join\",{\"channel\":\"room\",\"message\":{\"id\":\"sid1\",\"data\":{\"n\":1}}}]";
    Envelope envelope = Envelope.of(event(decoder.text(utf8(frame))));

    assertThat(envelope).isNotNull();
    assertThat(envelope.memberId()).isEqualTo("sid1");
    assertThat(string(envelope.memberData())).isEqualTo("{\"n\":1}");
  }

  @Test
  void userEventGivesThreeArguments() {
    String frame =
        "42[\"user:signin\",\"user:signin\",{\"userId\":\"user-1\",\"token\":\"t\"},{\"_id\":\"u\"}]";
    Event event = event(decoder.text(utf8(frame)));

    assertThat(event.argumentCount()).isEqualTo(3);
    assertThat(Envelope.of(event)).isNull();
    assertThat(JsonFields.string(event.argument(1), "userId")).isEqualTo("user-1");
    assertThat(JsonFields.string(event.argument(2), "_id")).isEqualTo("u");
    assertThat(JsonFields.string(event.argument(2), "userId")).isNull();
  }

  @Test
  void binaryMessageIsCompleteWithItsLastAttachment() {
    String frame =
        "452-[\"k\",{\"channel\":\"room\",\"message\":{\"name\":\"f\",\"data\":"
            + "{\"_placeholder\":true,\"num\":0},\"n\":{\"more\":{\"_placeholder\":true,\"num\":1}}}}]";

    assertThat(decoder.text(utf8(frame))).isInstanceOf(Partial.class);
    assertThat(decoder.text(utf8("2"))).isSameAs(EnginePing.EMPTY);
    assertThat(decoder.binary(binary(1, 2, 3))).isInstanceOf(Partial.class);
    Event event = event(decoder.binary(binary(0xFF)));

    assertThat(event.attachments()).containsExactly(binary(1, 2, 3), binary(0xFF));
    assertThat(event.size()).isEqualTo(frame.length() + 4);
  }

  @Test
  void connectCarriesCredentialsBetweenWhatIsNoSecret() {
    assertThat(string(PacketEncoder.connect("env-open", "key-good", null, true).text()))
        .isEqualTo("40{\"envId\":\"env-open\",\"apiKey\":\"key-good\",\"echoMessages\":true}");
    assertThat(string(PacketEncoder.connect("e", "k", "s\"1", false).text()))
        .isEqualTo(
            "40{\"envId\":\"e\",\"apiKey\":\"k\",\"session\":\"s\\\"1\",\"echoMessages\":false}");
  }

  @Test
  void messageHasChannelNamePayloadAndEchoInThisOrder() {
    assertThat(string(PacketEncoder.message("room", "msg", json("\"hi\""), null).text()))
        .isEqualTo(
            "42[\"message\",{\"channel\":\"room\",\"eventName\":\"msg\",\"message\":\"hi\"}]");
    assertThat(string(PacketEncoder.message(null, "evt", json("{\"a\":1}"), false).text()))
        .isEqualTo("42[\"message\",{\"eventName\":\"evt\",\"message\":{\"a\":1},\"echo\":false}]");
    assertThat(string(PacketEncoder.message("room", "k", null, true).text()))
        .isEqualTo("42[\"message\",{\"channel\":\"room\",\"eventName\":\"k\",\"echo\":true}]");
  }

  @Test
  void messageWithAttachmentsAnnouncesThem() {
    Encoded payload =
        new Encoded(utf8("{\"_placeholder\":true,\"num\":0}"), List.of(binary(0xDE, 0xAD)));
    OutboundPacket packet = PacketEncoder.message("room", "k", payload, null);

    assertThat(string(packet.text()))
        .isEqualTo(
            "451-[\"message\",{\"channel\":\"room\",\"eventName\":\"k\",\"message\":"
                + "{\"_placeholder\":true,\"num\":0}}]");
    assertThat(packet.attachments()).containsExactly(binary(0xDE, 0xAD));
    assertThat(packet.bytes()).isEqualTo(packet.text().remaining() + 2);
    assertThat(packet.toString()).doesNotContain("room");
  }

  @Test
  void membershipAndProfilePacketsAreThoseOfTheReference() {
    assertThat(string(PacketEncoder.join("room", null).text()))
        .isEqualTo("42[\"join\",{\"channel\":\"room\"}]");
    assertThat(string(PacketEncoder.leave("room", true).text()))
        .isEqualTo("42[\"leave\",{\"channel\":\"room\",\"echo\":true}]");
    assertThat(string(PacketEncoder.update(json("null"), true).text()))
        .isEqualTo("42[\"update\",{\"data\":null,\"echo\":true}]");
  }

  @Test
  void pongRepeatsThePayloadOfThePing() {
    assertThat(string(PacketEncoder.pong(EnginePing.EMPTY).text())).isEqualTo("3");
    assertThat(string(PacketEncoder.pong((EnginePing) decoder.text(utf8("2probe"))).text()))
        .isEqualTo("3probe");
    assertThat(string(PacketEncoder.disconnect().text())).isEqualTo("41");
  }

  @Test
  void moreThanTenAttachmentsAreRefusedWhoeverEncodedThem() {
    Encoded payload = new Encoded(utf8("[]"), Collections.nCopies(11, ByteBuffer.allocate(1)));

    assertThatThrownBy(() -> PacketEncoder.message("room", "k", payload, null))
        .isInstanceOf(PayloadException.class)
        .hasMessageContaining("11 binary parts");
  }

  private static Encoded json(String text) {
    return new Encoded(utf8(text), List.of());
  }
}
