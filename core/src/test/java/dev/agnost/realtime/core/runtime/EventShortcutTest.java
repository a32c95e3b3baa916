package dev.agnost.realtime.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.core.protocol.Event;
import dev.agnost.realtime.core.protocol.PacketDecoder;
import dev.agnost.realtime.core.session.Effect;
import dev.agnost.realtime.core.session.Input;
import dev.agnost.realtime.core.session.Phase;
import dev.agnost.realtime.core.session.Transition;
import dev.agnost.realtime.core.session.TransitionTable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Received events pass by the table while connected: with the same result. */
class EventShortcutTest {

  @Test
  void theTableOnlyDeliversAnEventWhileConnected() {
    Transition cell = new TransitionTable().find(Phase.CONNECTED, Input.PACKET_RECEIVED);

    assertThat(cell.target()).isEqualTo(Transition.Target.STAY);
    assertThat(cell.effects()).containsExactly(Effect.DELIVER);
  }

  @Test
  void anEventHasTheSameResultByTheShortcutAndByTheTable() {
    Stage shortcut = Stage.connected();
    Stage table = Stage.connected();
    String frame = Stage.frame("say");

    shortcut.connection().says(frame);
    shortcut.time.run();
    Event event =
        (Event) new PacketDecoder().text(ByteBuffer.wrap(frame.getBytes(StandardCharsets.UTF_8)));
    table.session.executor.submit(() -> table.session.driver.packets.stepEvent(event));
    table.time.run();

    assertThat(table.heard).hasSize(2).isEqualTo(shortcut.heard);
    assertThat(table.session.snapshot()).isEqualTo(shortcut.session.snapshot());
    assertThat(table.states()).isEqualTo(shortcut.states());
    assertThat(table.connection().sent).isEqualTo(shortcut.connection().sent);
  }
}
