package dev.agnost.realtime.core.protocol;

import static dev.agnost.realtime.core.protocol.Frames.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.Packet.Layer;
import dev.agnost.realtime.core.protocol.Packet.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A violation says what was wrong: the first thing that was, and not what follows from it. */
class ViolationReasonsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "47[]|unknown packet type",
        "4|unknown packet type",
        "45[\"a\"]|no number of attachments",
        "450-[\"a\"]|no number of attachments",
        "451[\"a\"]|no number of attachments",
        "4511-[\"a\"]|more than 10 attachments",
        "42|an event without an array",
        "42{}|an event without an array",
        "42[]|an event without a name",
        "42[\"a\"|neither a comma nor the end of the array",
        "42[\"a\";|neither a comma nor the end of the array",
        "42[\"a\"]x|text behind the end of the JSON",
        "42[\"a\",|the text ends too early",
        "42[\"a\",]|no JSON value",
        "42[\"a\",tru]|no JSON value",
        "42[\"a\",nul|no JSON value",
        "42[\"a\",-]|a number without digits",
        "42[\"a\",1.]|a number without digits",
        "42[\"a\",1e+]|a number without digits",
        "42[\"a\",\"b|a string without an end",
        "42[\"a\",\"\t\"]|a bare control character",
        "42[\"a\",\"\\x\"]|an unknown escape",
        "42[\"a\",\"\\u00g0\"]|an escape without four hexadecimal digits",
        "42[\"a\",\"\\u000|an escape without four hexadecimal digits",
        "42[\"a\",[1;]]|neither a comma nor the end of an object or array",
        "42[\"a\",{\"b\":1;}]|neither a comma nor the end of an object or array",
        "42[\"a\",{1:2}]|a key that is not a string",
        "42[\"a\",0,{1:2}]|a key that is not a string",
        "42[\"a\",{\"b\"}]|a key without a colon",
        "42[\"a\",{\"b\":\"\\x\"}]|an unknown escape",
        "42[\"a\",{\"\\x\":1}]|an unknown escape",
        "42[\"a\",{\"b\":1,}]|a key that is not a string",
        "451-[\"a\",{\"_placeholder\":true,\"num\":1}]"
            + "|a placeholder without an attachment of its number",
        "41[]|a DISCONNECT with a payload",
        "43{}|an acknowledgement without an array",
        "43[}|no JSON value",
        "40[]|a CONNECT reply that is not a JSON object",
        "40{\"sid\":1}|a CONNECT reply whose sid is not a string",
        "44{|a CONNECT_ERROR that is not JSON",
      })
  void socketViolationNamesTheFirstMistake(String frame, String why) {
    assertThat(new PacketDecoder().text(utf8(frame))).isEqualTo(new Violation(Layer.SOCKET, why));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "9|unknown packet type",
        "b=|a binary message that is not base64",
        "0[]|an open packet that is not a JSON object",
        "0{\"sid\":1}|an open packet without a session id",
        "0{\"sid\":\"a\"}|a ping interval or timeout that is not between 1 and 600000 ms",
      })
  void engineViolationNamesTheFirstMistake(String frame, String why) {
    assertThat(new PacketDecoder().text(utf8(frame))).isEqualTo(new Violation(Layer.ENGINE, why));
  }

  @Test
  void limitsAreNamedWithTheirValue() {
    PacketDecoder decoder = new PacketDecoder(new DecoderLimits(1, 100, 2, 5, 4));

    assertThat(decoder.text(utf8("42[\"a\",[[[]]]]")))
        .isEqualTo(new Violation(Layer.SOCKET, "nested deeper than 2 levels"));
    assertThat(decoder.text(utf8("42[\"a\",123456]")))
        .isEqualTo(new Violation(Layer.SOCKET, "a number longer than 5 characters"));
    assertThat(decoder.text(utf8("42[\"a\",{\"abcde\":1}]")))
        .isEqualTo(new Violation(Layer.SOCKET, "a key longer than 4 bytes"));
    assertThat(decoder.text(utf8("42[\"a\",\"" + "x".repeat(100) + "\"]")))
        .isEqualTo(new Violation(Layer.ENGINE, "a packet larger than 100 bytes"));
  }

  @Test
  void layersGiveTheReasonsOfThePlatform() {
    assertThat(Layer.ENGINE.reason()).isEqualTo("transport error");
    assertThat(Layer.SOCKET.reason()).isEqualTo("parse error");
  }
}
