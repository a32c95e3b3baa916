package dev.agnost.realtime.tck.transport;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** The first answer of a server that speaks an old TLS; written out, because JDKs no longer do. */
final class OldTls {

  private static final int RANDOM_BYTES = 32;

  private OldTls() {}

  /**
   * A ServerHello (RFC 4346 §7.4.1.3) that chooses a version and the last cipher suite offered.
   *
   * @param clientHello the handshake message, without the record's header
   */
  static byte[] serverHello(int version, byte[] clientHello) {
    byte[] random = new byte[RANDOM_BYTES];
    new Random(1).nextBytes(random);
    byte[] suite = oldSuite(clientHello);
    int length = 2 + RANDOM_BYTES + 1 + suite.length + 1;
    ByteBuffer out = ByteBuffer.allocate(9 + length);
    out.put((byte) 22).putShort((short) version).putShort((short) (4 + length)); // record
    out.put((byte) 2).put((byte) 0).putShort((short) length); // ServerHello
    out.putShort((short) version).put(random).put((byte) 0).put(suite).put((byte) 0);
    return out.array();
  }

  /** Of the suites offered one that is older than TLS 1.3; else the oldest that every TLS has. */
  private static byte[] oldSuite(byte[] hello) {
    int at = 4 + 2 + RANDOM_BYTES;
    at += 1 + (hello[at] & 0xff);
    int end = at + 2 + ByteBuffer.wrap(hello).getShort(at);
    byte[] chosen = {0, 0x2f}; // TLS_RSA_WITH_AES_128_CBC_SHA
    for (int i = at + 2; i + 1 < end; i += 2) {
      if (hello[i] == (byte) 0xc0) {
        chosen = Arrays.copyOfRange(hello, i, i + 2);
      }
    }
    return chosen;
  }
}
