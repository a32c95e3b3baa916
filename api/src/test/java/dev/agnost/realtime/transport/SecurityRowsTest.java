package dev.agnost.realtime.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Rows of {@code docs/security-tests.md} that are about headers. */
class SecurityRowsTest {

  @Test
  void s10_noCharacterBreaksOutOfAHeader() {
    for (int c = 0; c <= 0xffff; c++) {
      char symbol = (char) c;
      boolean inName = c > 0x20 && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
      boolean inValue = c == '\t' || (c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xff);

      expect(inName, "a" + symbol + "b", "value", c);
      expect(inValue, "name", "a" + symbol + "b", c);
    }
    expect(false, "", "value", 0);
  }

  private static void expect(boolean accepted, String name, String value, int c) {
    if (accepted) {
      assertEquals(value, new Header(name, value).value());
    } else {
      assertThrows(
          IllegalArgumentException.class, () -> new Header(name, value), () -> "character " + c);
    }
  }

  @Test
  void s10_fieldsOfTheHandshakeAreReserved() {
    for (String name : new String[] {"Host", "CONNECTION", "Sec-WebSocket-Key", "upgrade", "TE"}) {
      assertTrue(new Header(name, "x").isReserved(), name);
    }
  }
}
