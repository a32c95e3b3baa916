package dev.agnost.realtime.core.json;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonGenerationException;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import dev.agnost.realtime.core.protocol.DecoderLimits;
import dev.agnost.realtime.core.protocol.PacketEncoder;
import dev.agnost.realtime.core.protocol.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON that every receiver can read: binary values become placeholders, lone surrogates are
 * escaped, and what JSON or the receivers' limits do not allow is refused.
 */
final class AttachmentGenerator extends JsonGeneratorDelegate {

  /** Some 960 digits, which leaves room for sign, point and exponent within the limit of 1,000. */
  private static final int MAX_NUMBER_BITS = 3_200;

  private static final int ASCII = 0x7F;
  private static final int END = -1;

  private final List<ByteBuffer> attachments;
  private int room;

  AttachmentGenerator(JsonGenerator json, List<ByteBuffer> attachments, int maxBytes) {
    // false: trees and beans inside are written by this generator, not by the one below
    super(json, false);
    this.attachments = attachments;
    this.room = maxBytes;
  }

  @Override
  public void writeBinary(Base64Variant variant, byte[] data, int offset, int length)
      throws IOException {
    if (attachments.size() == PacketEncoder.MAX_ATTACHMENTS) {
      throw refused("more than " + PacketEncoder.MAX_ATTACHMENTS + " binary parts in one message");
    }
    if (length > room) {
      throw new MessageTooLargeException("binary parts larger than a message may be");
    }
    room -= length;
    byte[] copy = Arrays.copyOfRange(data, offset, offset + length);
    writeStartObject();
    writeBooleanField("_placeholder", true);
    writeNumberField("num", attachments.size());
    writeEndObject();
    attachments.add(ByteBuffer.wrap(copy).asReadOnlyBuffer());
  }

  @Override
  public int writeBinary(Base64Variant variant, InputStream data, int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int next = length == 0 ? END : data.read();
    while (next != END) {
      bytes.write(next);
      next = bytes.size() == length ? END : data.read();
    }
    writeBinary(variant, bytes.toByteArray(), 0, bytes.size());
    return bytes.size();
  }

  @Override
  public void writeEmbeddedObject(Object object) throws IOException {
    if (object instanceof byte[] bytes) {
      writeBinary(bytes);
    } else {
      super.writeEmbeddedObject(object);
    }
  }

  @Override
  public void writeNumber(double number) throws IOException {
    if (!Double.isFinite(number)) {
      throw refused(number + " is not possible in JSON");
    }
    super.writeNumber(number);
  }

  @Override
  public void writeNumber(float number) throws IOException {
    if (!Float.isFinite(number)) {
      throw refused(number + " is not possible in JSON");
    }
    super.writeNumber(number);
  }

  @Override
  public void writeArray(double[] numbers, int offset, int length) throws IOException {
    writeStartArray(numbers, length);
    for (int i = offset; i < offset + length; i++) {
      writeNumber(numbers[i]);
    }
    writeEndArray();
  }

  @Override
  public void writeNumber(BigInteger number) throws IOException {
    checkBits(number);
    super.writeNumber(number);
  }

  @Override
  public void writeNumber(BigDecimal number) throws IOException {
    checkBits(number.unscaledValue());
    super.writeNumber(number);
  }

  private void checkBits(BigInteger number) throws IOException {
    if (number.bitLength() > MAX_NUMBER_BITS) {
      throw refused("a number with more digits than receivers accept");
    }
  }

  @Override
  public void writeFieldName(String name) throws IOException {
    checkLength(name);
    if (LoneSurrogates.in(name)) {
      int before = getHighestEscapedChar();
      setHighestNonEscapedChar(ASCII);
      super.writeFieldName(name);
      setHighestNonEscapedChar(before);
    } else {
      super.writeFieldName(name);
    }
  }

  @Override
  public void writeString(@Nullable String text) throws IOException {
    if (text != null && LoneSurrogates.in(text)) {
      int before = getHighestEscapedChar();
      setHighestNonEscapedChar(ASCII);
      super.writeString(text);
      setHighestNonEscapedChar(before);
    } else {
      super.writeString(text);
    }
  }

  @Override
  public void writeString(char[] text, int offset, int length) throws IOException {
    writeString(new String(text, offset, length));
  }

  @Override
  public void writeNumber(String number) throws IOException {
    checkRaw(number);
    super.writeNumber(number);
  }

  @Override
  public void writeRawValue(String json) throws IOException {
    checkRaw(json);
    super.writeRawValue(json);
  }

  @Override
  public void writeRawValue(SerializableString json) throws IOException {
    writeRawValue(json.getValue());
  }

  @Override
  public void writeRawValue(String text, int offset, int length) throws IOException {
    writeRawValue(text.substring(offset, offset + length));
  }

  @Override
  public void writeRawValue(char[] text, int offset, int length) throws IOException {
    writeRawValue(new String(text, offset, length));
  }

  @Override
  public void writeRaw(String text) throws IOException {
    throw unchecked();
  }

  @Override
  public void writeRaw(SerializableString text) throws IOException {
    throw unchecked();
  }

  @Override
  public void writeRaw(String text, int offset, int length) throws IOException {
    throw unchecked();
  }

  @Override
  public void writeRaw(char[] text, int offset, int length) throws IOException {
    throw unchecked();
  }

  @Override
  public void writeRaw(char c) throws IOException {
    throw unchecked();
  }

  @Override
  public void writeRawUTF8String(byte[] text, int offset, int length) throws IOException {
    throw unchecked();
  }

  private void checkRaw(String json) throws IOException {
    int depth = JacksonPayloadCodec.MAX_DEPTH - getOutputContext().getNestingDepth();
    ByteBuffer utf8 = ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8));
    String problem = depth < 1 ? "nested too deep" : StrictJson.problem(utf8, depth);
    if (problem != null || LoneSurrogates.in(json)) {
      throw refused("raw text that is not JSON: " + (problem == null ? "not Unicode" : problem));
    }
  }

  private JsonGenerationException unchecked() {
    return refused("raw text that is not a JSON value by itself");
  }

  private void checkLength(String name) throws IOException {
    int limit = DecoderLimits.DEFAULT.nameLength();
    // a char needs three bytes at most
    if (name.length() > limit / 3 && name.getBytes(StandardCharsets.UTF_8).length > limit) {
      throw refused("a key longer than " + limit + " bytes");
    }
  }

  private JsonGenerationException refused(String why) {
    return new JsonGenerationException(why, this);
  }
}
