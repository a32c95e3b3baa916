package dev.agnost.realtime.core.protocol;

/**
 * What a {@link PacketDecoder} accepts. Nothing is allocated by a count that the peer announced.
 *
 * @param attachments binary messages per packet
 * @param messageBytes bytes of one packet, its attachments included
 * @param depth nested arrays and objects within one argument
 * @param numberLength characters of one JSON number. 1,000 lets every practical BigInteger and
 *     BigDecimal pass while the quadratic cost of converting it stays below a millisecond
 * @param nameLength bytes of an object key or event name
 */
public record DecoderLimits(
    int attachments, int messageBytes, int depth, int numberLength, int nameLength) {

  /** 10 attachments, 16 MiB, depth 200, numbers of 1,000 characters, names of 4 KiB. */
  public static final DecoderLimits DEFAULT = new DecoderLimits(10, 16 << 20, 200, 1_000, 4 << 10);

  /** Validates. */
  public DecoderLimits {
    atLeastOne("attachments", attachments);
    atLeastOne("messageBytes", messageBytes);
    atLeastOne("depth", depth);
    atLeastOne("numberLength", numberLength);
    atLeastOne("nameLength", nameLength);
  }

  /** The same with another limit for the bytes of one packet. */
  public DecoderLimits withMessageBytes(int bytes) {
    return new DecoderLimits(attachments, bytes, depth, numberLength, nameLength);
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be at least 1: " + value);
    }
  }
}
