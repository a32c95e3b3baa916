package dev.agnost.realtime.tck.transport;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Random;

/** How a peer can be hostile. Each goes on until it is stopped or the client has had enough. */
enum HostileBehavior {
  PINGS {
    @Override
    void attack(PeerConnection peer, StopSignal stopped) {
      peer.upgrade();
      repeat(peer, stopped, Frame.of(Frame.PING, new byte[125]).bytes());
    }
  },
  ONE_BYTE_FRAGMENTS {
    @Override
    void attack(PeerConnection peer, StopSignal stopped) {
      peer.upgrade();
      peer.send(Frame.text("f").unfinished());
      repeat(peer, stopped, Frame.of(Frame.CONTINUATION, new byte[] {'f'}).unfinished().bytes());
    }
  },
  EMPTY_FRAGMENTS {
    @Override
    void attack(PeerConnection peer, StopSignal stopped) {
      peer.upgrade();
      peer.send(Frame.binary(new byte[0]).unfinished());
      repeat(peer, stopped, Frame.of(Frame.CONTINUATION, new byte[0]).unfinished().bytes());
    }
  },
  GIANT_ANNOUNCEMENTS {
    @Override
    void attack(PeerConnection peer, StopSignal stopped) {
      peer.upgrade();
      peer.write(Frame.header(0x82, false, Long.MAX_VALUE));
      repeat(peer, stopped, new byte[1024]);
    }
  },
  GARBAGE_AFTER_THE_UPGRADE {
    @Override
    void attack(PeerConnection peer, StopSignal stopped) {
      byte[] garbage = new byte[4096];
      new Random(23).nextBytes(garbage);
      peer.upgrade();
      repeat(peer, stopped, garbage);
    }
  },
  MASKED_FRAMES {
    @Override
    void attack(PeerConnection peer, StopSignal stopped) {
      peer.upgrade();
      repeat(peer, stopped, Frame.text("masked").masked().bytes());
    }
  },
  SLOW_HEADERS {
    @Override
    void attack(PeerConnection peer, StopSignal stopped) {
      byte[] answer = peer.readHead().switchingProtocols("x-slow: " + "s".repeat(100_000));
      for (int i = 0; i < answer.length - 4 && !stopped.within(SLOWLY); i++) {
        peer.write(new byte[] {answer[i]});
      }
    }
  },
  ENDLESS_HEADERS {
    @Override
    void attack(PeerConnection peer, StopSignal stopped) {
      peer.readHead();
      peer.write(RequestHead.latin1("HTTP/1.1 101 Switching Protocols\r\n"));
      repeat(peer, stopped, RequestHead.latin1("x-endless: " + "e".repeat(100) + "\r\n"));
    }
  };

  /** Tells an attack when to stop. */
  interface StopSignal {
    /** Waits at most this long; returns whether the attack is to stop. */
    boolean within(Duration time);
  }

  private static final Duration SLOWLY = Duration.ofMillis(5);
  private static final int BATCH = 16 * 1024;

  /** Reads the request and does its worst; throws {@code PeerGone} when the client goes. */
  abstract void attack(PeerConnection peer, StopSignal stopped);

  private static void repeat(PeerConnection peer, StopSignal stopped, byte[] bytes) {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    while (batch.size() < BATCH) {
      batch.writeBytes(bytes);
    }
    while (!stopped.within(Duration.ZERO)) {
      peer.write(batch.toByteArray());
    }
  }
}
