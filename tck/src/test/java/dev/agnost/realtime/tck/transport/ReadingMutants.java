package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.CloseStatus;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.TransportListener;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Mistakes in reading frames. */
final class ReadingMutants {

  private ReadingMutants() {}

  static List<Mutant> all() {
    ByteArrayOutputStream shared = new ByteArrayOutputStream();
    return List.of(
        Mutant.connection(10, "loses frames of the 101's segment", "T2.9", LosesFirst::new),
        Mutant.connection(11, "loses the last message before Close", "T3.5", LosesLast::new),
        Mutant.connection(20, "decodes fragments one by one", "T3.6", OneByOne::new),
        Mutant.connection(28, "limit per frame, not per message", "T7.1", PerFrame::new),
        Mutant.connection(29, "limit checked after buffering", "T7.1", TooLate::new),
        Mutant.connection(30, "inflates without limit", "T7.3", Inflates::new),
        Mutant.connection(32, "off by one at the limit", "T7.2", OffByOne::new),
        Mutant.connection(37, "does not answer Close", "T6.4", NoAnswer::new),
        Mutant.connection(51, "pong with wrong payload", "T7.4", WrongPong::new),
        Mutant.connection(52, "pong only when a message comes", "T5.4", LatePong::new),
        Mutant.connection(
            63,
            "decoder shared by two connections",
            "T8.4",
            (transport, request, listener) ->
                new ReferenceConnection(transport, request, listener) {
                  @Override
                  ByteArrayOutputStream newBuffer() {
                    return shared;
                  }
                }),
        Mutant.connection(72, "reads ahead of demand", "T5.3", ReadsAhead::new),
        Mutant.connection(75, "accepts masked frames", "T7.3", AcceptsMasked::new),
        Mutant.connection(76, "accepts illegal close codes", "T7.9", AcceptsCodes::new),
        Mutant.connection(82, "stops answering a flood of pings", "T7.8", StopsAtPings::new),
        Mutant.connection(95, "request accepts zero", "T5.2", AcceptsZero::new),
        Mutant.connection(96, "delivers one more than requested", "T5.1", OneMore::new),
        Mutant.connection(83, "forgets fragments of a flood", "T7.7", FewFragments::new));
  }

  private static final class LosesFirst extends ReferenceConnection {
    LosesFirst(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    DataInputStream connect() throws IOException {
      DataInputStream in = super.connect();
      in.skipBytes(in.available());
      return in;
    }
  }

  private static final class LosesLast extends ReferenceConnection {
    private @Nullable DataInputStream in;

    LosesLast(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    DataInputStream connect() throws IOException {
      DataInputStream stream = super.connect();
      in = stream;
      return stream;
    }

    @Override
    void message(int opcode, byte[] payload) {
      if (!closeFollows()) {
        super.message(opcode, payload);
      }
    }

    private boolean closeFollows() {
      try {
        if (in == null || in.available() == 0) {
          return false;
        }
        in.mark(1);
        int next = in.read();
        in.reset();
        return next == 0x88;
      } catch (IOException e) {
        return false;
      }
    }
  }

  private static final class OneByOne extends ReferenceConnection {
    OneByOne(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    byte[] part(int opcode, byte[] payload) {
      return opcode == Frame.TEXT
          ? new String(payload, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)
          : payload;
    }
  }

  private static final class PerFrame extends ReferenceConnection {
    PerFrame(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void checkSize(long held, long announced) {
      super.checkSize(0, announced);
    }
  }

  private static final class TooLate extends ReferenceConnection {
    TooLate(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void checkSize(long held, long announced) {}

    @Override
    void checkRead(long held) {
      super.checkSize(held, 0);
    }
  }

  private static final class Inflates extends ReferenceConnection {
    private boolean compressed;

    Inflates(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void checkReserved(int bits) throws IOException {
      compressed = bits == 0x40;
      super.checkReserved(bits & 0x30);
    }

    @Override
    byte[] part(int opcode, byte[] payload) throws IOException {
      if (!compressed) {
        return payload;
      }
      Inflater inflater = new Inflater(true);
      try {
        inflater.setInput(payload);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
          out.write(buffer, 0, n);
        }
        return out.toByteArray();
      } catch (DataFormatException e) {
        return payload;
      } finally {
        inflater.end();
      }
    }
  }

  private static final class OffByOne extends ReferenceConnection {
    OffByOne(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void checkSize(long held, long announced) {
      super.checkSize(held + 1, announced);
    }
  }

  private static final class NoAnswer extends ReferenceConnection {
    NoAnswer(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void peerClosed(CloseStatus status, DataInputStream in) {
      signals.closed(status);
      release();
    }
  }

  private static final class WrongPong extends ReferenceConnection {
    WrongPong(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void ping(byte[] payload) {
      super.ping(payload.length > 100 ? new byte[payload.length] : payload);
    }
  }

  private static final class LatePong extends ReferenceConnection {
    private final List<byte[]> held = new ArrayList<>(); // reader only

    LatePong(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void ping(byte[] payload) {
      held.add(payload);
    }

    @Override
    void message(int opcode, byte[] payload) {
      held.forEach(super::ping);
      held.clear();
      super.message(opcode, payload);
    }
  }

  private static final class ReadsAhead extends ReferenceConnection {
    private final List<byte[]> ahead = new ArrayList<>(); // reader only

    ReadsAhead(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void awaitDemand() {
      // never waits: what nobody wants yet is kept
    }

    @Override
    void message(int opcode, byte[] payload) {
      if (signals.wantsRead()) {
        super.message(opcode, payload);
      } else {
        ahead.add(payload);
      }
    }
  }

  private static final class AcceptsMasked extends ReferenceConnection {
    AcceptsMasked(
        ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void checkUnmasked(boolean unmasked) {}
  }

  private static final class AcceptsCodes extends ReferenceConnection {
    AcceptsCodes(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void checkCloseCode(int code) {}
  }

  private static final class StopsAtPings extends ReferenceConnection {
    private int pings; // reader only

    StopsAtPings(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    void ping(byte[] payload) {
      if (++pings < 2_100) {
        super.ping(payload);
      }
    }
  }

  private static final class AcceptsZero extends ReferenceConnection {
    AcceptsZero(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void request(long messages) {
      if (messages > 0) {
        super.request(messages);
      }
    }
  }

  private static final class OneMore extends ReferenceConnection {
    private boolean more = true; // core's calls are serial

    OneMore(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    public void request(long messages) {
      super.request(messages);
      if (more) {
        more = false;
        super.request(1);
      }
    }
  }

  private static final class FewFragments extends ReferenceConnection {
    private int parts; // reader only

    FewFragments(ReferenceTransport transport, ConnectRequest request, TransportListener listener) {
      super(transport, request, listener);
    }

    @Override
    byte[] part(int opcode, byte[] payload) {
      return ++parts > 15_000 ? new byte[0] : payload;
    }
  }
}
