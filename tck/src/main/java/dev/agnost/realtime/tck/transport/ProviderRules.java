package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.Transport;
import dev.agnost.realtime.transport.TransportConfig;
import dev.agnost.realtime.transport.TransportConnection;
import dev.agnost.realtime.transport.TransportOption;
import dev.agnost.realtime.transport.TransportProvider;
import dev.agnost.realtime.transport.TransportSpi;
import java.util.List;
import java.util.Set;

/** Rules of category 1 but those about TLS and proxies. */
sealed interface ProviderRules permits TransportTck {

  @Rule("T1.1")
  default void t1_1_theNameIsAlwaysTheSame(TransportFixture fixture) {
    TransportProvider provider = fixture.provider();
    String name = provider.name();
    Mismatch.unless(name.matches("[a-z][a-z0-9-]*"), "a name like [a-z][a-z0-9-]*", name);
    List<String> again = List.of(provider.name(), fixture.provider().name());
    Mismatch.unless(again.equals(List.of(name, name)), name + " each time", again);
    int version = provider.spiVersion();
    Mismatch.unless(
        version == TransportSpi.VERSION, "SPI version " + TransportSpi.VERSION, version);
  }

  @Rule("T1.2")
  default void t1_2_aProviderStartsNoThread(TransportFixture fixture) {
    ThreadSnapshot before = ThreadSnapshot.take(fixture.run().settings());
    for (int i = 0; i < 20; i++) {
      TransportProvider provider = fixture.provider();
      Set<TransportOption> options = provider.options();
      Mismatch.unless(options != null, "a set of options", options);
      provider.priority();
    }
    fixture.silence();
    List<String> more = ThreadSnapshot.take(fixture.run().settings()).moreThan(before);
    Mismatch.unless(more.isEmpty(), "no new thread", more);
  }

  @Rule("T1.2")
  default void t1_2_aProviderCanBeListedWithoutItsLibrary(TransportFixture fixture) {
    String came = IsolatedClassLoader.list(fixture.provider().getClass());
    Mismatch.unless(
        came.isEmpty(), "a provider that is constructed and asked without its library", came);
  }

  @Rule("T1.4")
  default void t1_4_closingOneTransportLeavesTheOther(TransportFixture fixture) {
    Transport first = fixture.newTransport(TransportConfig.defaults());
    Transport second = fixture.newTransport(TransportConfig.defaults());
    ConnectionPair firstLink = fixture.open(first);
    ConnectionPair secondLink = fixture.open(second);
    first.close();
    firstLink.signals().end("onFailed after Transport.close");
    secondLink.peer().send(Frame.text("still here"));
    secondLink.signals().expect(Signal.text("still here"));
    secondLink.sendText("so am I");
    secondLink.peer().expect(Frame.text("so am I"));
    RecordingListener later = fixture.listener();
    TransportConnection client = fixture.connect(second, fixture.server().uri("/"), later);
    fixture.opened(client, later, fixture.server());
  }
}
