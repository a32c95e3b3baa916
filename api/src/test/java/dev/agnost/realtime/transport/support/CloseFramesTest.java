package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseFramesTest {

  @Test
  void everyStatusSurvives() {
    for (CloseStatus status :
        new CloseStatus[] {
          CloseStatus.NO_STATUS,
          CloseStatus.NORMAL,
          new CloseStatus(4001, "bye \u20ac"),
          new CloseStatus(1012, "r".repeat(123))
        }) {
      ByteBuffer payload = CloseFrames.encode(status);
      int bytes = payload.remaining();

      assertThat(CloseFrames.parse(payload)).isEqualTo(status);
      assertThat(payload.remaining()).as("position is not moved").isEqualTo(bytes);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535})
  void aCodeThatMustNotTravelIsRefused(int code) {
    expectProtocol(new byte[] {(byte) (code >> 8), (byte) code});
  }

  @Test
  void halfACodeIsRefused() {
    expectProtocol(new byte[] {3});
  }

  @Test
  void aReasonThatIsNotUtf8IsRefused() {
    expectProtocol(new byte[] {3, (byte) 0xe8, (byte) 0xc0, (byte) 0x80});
  }

  @Test
  void aReasonThatALibraryLengthenedIsCutBetweenCharacters() {
    CloseStatus status = CloseFrames.status(1000, "\ud83d\ude00".repeat(40));

    assertThat(status.reason()).isEqualTo("\ud83d\ude00".repeat(30));
  }

  @Test
  void whatALibraryReportsIsChecked() {
    assertThat(CloseFrames.status(1005, "")).isEqualTo(CloseStatus.NO_STATUS);
    assertThatThrownBy(() -> CloseFrames.status(1006, ""))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROTOCOL));
  }

  private static void expectProtocol(byte[] payload) {
    assertThatThrownBy(() -> CloseFrames.parse(ByteBuffer.wrap(payload)))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PROTOCOL));
  }
}
