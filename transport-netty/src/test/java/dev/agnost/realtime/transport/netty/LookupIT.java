package dev.agnost.realtime.transport.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.tck.fixture.Peer;
import dev.agnost.realtime.tck.fixture.RecordedSignals;
import dev.agnost.realtime.transport.ConnectRequest;
import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportException.Kind;
import dev.agnost.realtime.transport.support.HostResolver;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LookupIT {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private static Transport transport(HostResolver resolver) {
    return NettyTransports.builder().resolver(resolver).build();
  }

  @Test
  void aLookUpThatHangsHoldsOneThreadAndNoOtherConnection() throws Exception {
    CountDownLatch hangs = new CountDownLatch(1);
    AtomicInteger lookUps = new AtomicInteger();
    HostResolver resolver =
        host -> {
          lookUps.incrementAndGet();
          await(hangs);
          return List.of(LOOPBACK);
        };
    try (Peer peer = Peer.plain();
        Transport transport = transport(resolver)) {
      ConnectRequest stuck = ConnectRequest.of(URI.create("ws://stuck.test:9/"));
      for (int attempt = 0; attempt < 20; attempt++) {
        RecordedSignals signals = new RecordedSignals();
        TransportConnection connection = transport.connect(stuck, signals);
        connection.abort();
        signals.expectFailure(Kind.ABORTED);
      }

      RecordedSignals other = new RecordedSignals();
      transport.connect(ConnectRequest.of(peer.uri("/")), other);
      peer.upgrade();
      other.expectOpened();

      assertThat(lookUps).hasValueLessThanOrEqualTo(1);
      hangs.countDown();
    }
  }

  @Test
  void anAnswerAfterTheAbortConnectsToNothing() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    Semaphore answered = new Semaphore(0);
    HostResolver resolver =
        host -> {
          if (host.equals("late.test")) {
            await(answer);
          }
          answered.release();
          return List.of(LOOPBACK);
        };
    RecordedSignals late = new RecordedSignals();
    RecordedSignals next = new RecordedSignals();
    try (Peer peer = Peer.plain();
        Transport transport = transport(resolver)) {
      transport.connect(ConnectRequest.of(peer.uri("late.test", "/late")), late).abort();
      late.expectFailure(Kind.ABORTED);
      answer.countDown();
      answered.acquire();

      transport.connect(ConnectRequest.of(peer.uri("good.test", "/good")), next);

      assertThat(peer.accept().readHead()).startsWith("GET /good ");
      late.expectNothing();
    }
  }

  @Test
  void eachAttemptLooksUpAnew() throws Exception {
    AtomicInteger lookUps = new AtomicInteger();
    HostResolver resolver =
        host -> {
          lookUps.incrementAndGet();
          return List.of(LOOPBACK);
        };
    try (Peer peer = Peer.plain();
        Transport transport = transport(resolver)) {
      for (int attempt = 0; attempt < 3; attempt++) {
        RecordedSignals signals = new RecordedSignals();
        transport.connect(ConnectRequest.of(peer.uri("good.test", "/")), signals);
        peer.upgrade();
        signals.expectOpened();
      }
      assertThat(lookUps).hasValue(3);
    }
  }

  @Test
  void theSecondAddressIsTriedWhenTheFirstRefuses() throws Exception {
    InetAddress refuses = InetAddress.getByName("127.0.0.2");
    RecordedSignals signals = new RecordedSignals();
    try (Peer peer = Peer.plain();
        Transport transport = transport(host -> List.of(refuses, LOOPBACK))) {
      transport.connect(ConnectRequest.of(peer.uri("two.test", "/")), signals);

      peer.upgrade();
      signals.expectOpened();
    }
  }

  @Test
  void anUnknownNameIsUnreachableAndNamedInTheMessage() throws Exception {
    HostResolver resolver =
        host -> {
          throw new UnknownHostException(host);
        };
    RecordedSignals signals = new RecordedSignals();
    try (Transport transport = transport(resolver)) {
      transport.connect(ConnectRequest.of(URI.create("ws://no.test/?token=secret")), signals);

      assertThat(signals.expectFailure(Kind.UNREACHABLE))
          .hasMessageContaining("no.test")
          .hasMessageNotContaining("secret");
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }
}
