package dev.agnost.realtime.core.runtime;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.TransportListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link ScriptedTransport}, seen from the server. */
public final class ScriptedConnection implements TransportConnection {

  public static final String OPEN_PACKET =
      "0{\"sid\":\"engine\",\"upgrades\":[],\"pingInterval\":10000,\"pingTimeout\":30000,"
          + "\"maxPayload\":1000000}";

  public final ConnectRequest request;
  public final TransportListener listener;

  /** What core sent, binary messages as {@code bin:hex}. */
  public final List<String> sent = new ArrayList<>();

  public @Nullable CloseStatus closed;
  public int aborts;
  public long bufferedBytes;

  /** How much {@link #bufferedBytes} grows by each sent byte. */
  public int keepsUnsent;

  /** Thrown by sends if set. */
  public @Nullable Error sendThrows;

  /** A part of a frame whose sending throws, once; null for none. */
  public @Nullable String throwsOnceAt;

  /** Thrown by {@code request} if set. */
  public @Nullable RuntimeException requestThrows;

  /** Thrown by {@code abort} if set. */
  public @Nullable RuntimeException abortThrows;

  /** Called with each frame that core sends. */
  public Consumer<String> onSend = frame -> {};

  /** Whether the server answers the barriers of {@code flush}. */
  public boolean answersBarriers = true;

  public long largestBuffered;
  private final ScriptedTransport transport;
  private final Deque<Runnable> unread = new ArrayDeque<>();
  private long demand;
  private String sid = "";
  private boolean open;
  private boolean ended;

  public ScriptedConnection(
      ScriptedTransport transport, ConnectRequest request, TransportListener listener) {
    this.transport = transport;
    this.request = request;
    this.listener = listener;
  }

  // -------------------------------------------------------------------------- what core calls

  @Override
  public void sendText(ByteBuffer utf8) {
    send(StandardCharsets.UTF_8.decode(utf8.duplicate()).toString(), utf8.remaining());
  }

  @Override
  public void sendBinary(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    send("bin:" + HexFormat.of().formatHex(copy), copy.length);
  }

  private void send(String frame, int bytes) {
    if (!open) {
      throw new IllegalStateException("sent before onOpen");
    }
    if (sendThrows != null) {
      throw sendThrows;
    }
    if (throwsOnceAt != null && frame.contains(throwsOnceAt)) {
      throwsOnceAt = null;
      throw new IllegalStateException("bug");
    }
    if (!ended && closed == null) {
      sent.add(frame);
      onSend.accept(frame);
      if (answersBarriers && isBarrier(frame)) {
        answersBarrier(frame);
      }
      bufferedBytes += (long) bytes * keepsUnsent;
      largestBuffered = Math.max(largestBuffered, bufferedBytes);
    }
  }

  @Override
  public void request(long messages) {
    if (messages <= 0) {
      throw new IllegalArgumentException("messages must be positive: " + messages);
    }
    if (requestThrows != null) {
      throw requestThrows;
    }
    demand += messages;
    while (demand > 0 && !unread.isEmpty()) {
      demand--;
      unread.remove().run();
    }
  }

  @Override
  public long bufferedBytes() {
    return bufferedBytes;
  }

  @Override
  public void close(CloseStatus status) {
    if (closed != null || ended) {
      return;
    }
    closed = status;
    if (!open) {
      abort();
    } else if (transport.answersClose) {
      closes(status);
    }
  }

  @Override
  public void abort() {
    aborts++;
    if (abortThrows != null) {
      throw abortThrows;
    }
    if (transport.signalsAbort) {
      fails(new TransportException(Kind.ABORTED, "aborted", null));
    }
  }

  // ----------------------------------------------------------------------- what the server does

  /** The upgrade succeeds. */
  public ScriptedConnection opens() {
    open = true;
    listener.onOpen(this);
    return this;
  }

  /** Sends a text message, which waits for demand. */
  public ScriptedConnection says(String text) {
    receive(text.getBytes(StandardCharsets.UTF_8), true);
    return this;
  }

  /** Sends a binary message, which waits for demand. */
  public ScriptedConnection saysBinary(int... bytes) {
    byte[] copy = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      copy[i] = (byte) bytes[i];
    }
    receive(copy, false);
    return this;
  }

  private void receive(byte[] bytes, boolean text) {
    if (demand > 0 && unread.isEmpty()) {
      demand--;
      deliver(bytes, text);
    } else {
      unread.add(() -> deliver(bytes, text));
    }
  }

  private void deliver(byte[] bytes, boolean text) {
    if (ended || closed != null) {
      return;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes.clone());
    if (text) {
      listener.onText(buffer);
    } else {
      listener.onBinary(buffer);
    }
    Arrays.fill(buffer.array(), (byte) '#'); // T3.8: a transport may reuse it now
  }

  /** Sends a close frame, or answers the one of core. */
  public void closes(CloseStatus status) {
    if (!ended) {
      ended = true;
      listener.onClosed(status);
    }
  }

  /** The connection breaks. */
  public void fails(TransportException cause) {
    if (!ended) {
      ended = true;
      listener.onFailed(cause);
    }
  }

  public void isLost() {
    fails(new TransportException(Kind.LOST, "the connection was lost", null));
  }

  public void isRefused() {
    fails(new TransportException(Kind.UNREACHABLE, "connection refused", null));
  }

  /** Everything up to the CONNECT reply. */
  public ScriptedConnection accepts(String sid) {
    this.sid = sid;
    return opens().says(OPEN_PACKET).says("40{\"sid\":\"" + sid + "\"}");
  }

  public long demand() {
    return demand;
  }

  public int unread() {
    return unread.size();
  }

  public boolean isLive() {
    return !ended && closed == null && aborts == 0;
  }

  public boolean hasEnded() {
    return ended;
  }

  /** The server has handled all that was sent before this barrier. */
  public void answersBarrier(String frame) {
    says(
        "42[\"channel:join\",{\"channel\":"
            + channel(frame)
            + ",\"message\":{\"id\":\""
            + sid
            + "\"}}]");
  }

  /** The barriers that were sent, in order. */
  public List<String> barriers() {
    return sent.stream().filter(ScriptedConnection::isBarrier).toList();
  }

  private static boolean isBarrier(String frame) {
    return frame.startsWith("42[\"join\",{\"channel\":\"agnost-flush-");
  }

  /** The channel of a barrier as a JSON string. */
  public static String channel(String frame) {
    int from = frame.indexOf("\"agnost-flush-");
    return frame.substring(from, frame.indexOf('"', from + 1) + 1);
  }

  /** What core sent after its CONNECT packet, without the barriers. */
  public List<String> sentAfterConnect() {
    return sent.stream()
        .filter(frame -> !frame.startsWith("40") && !frame.contains("agnost-flush-"))
        .toList();
  }
}
