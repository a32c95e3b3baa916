package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The rules of the transport SPI as tests. Whoever writes a transport extends this class in its
 * tests:
 *
 * <pre>{@code
 * class MyTransportTckTest extends TransportTck {
 *   @Override
 *   protected TransportProvider provider() {
 *     return new MyTransportProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>Each rule is one or more tests named by its id and sentence; the page {@code
 * TransportRules.md} in this package lists them. A run writes {@code
 * target/transport-tck/<name>.md}, which lists rule by rule what passed, failed or was waived. It
 * takes 40 to 60 seconds, about half of it CPU; the rules tagged {@code slow} wait in the
 * background.
 *
 * <p>Tests run one after another on JUnit's thread. The class is instantiated once.
 */
@SuppressWarnings("exports") // only JUnit makes and sees these
@ExtendWith(TckExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(RuleOrder.class)
@DisplayNameGeneration(RuleSentences.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract non-sealed class TransportTck
    implements ProviderRules,
        ProxyRules,
        TunnelRules,
        ConnectingRules,
        RequestRules,
        UpgradeRules,
        RejectionRules,
        TlsRules,
        SignalRules,
        ListenerRules,
        MessageRules,
        SendingRules,
        OutboundRules,
        FlowControlRules,
        EndingRules,
        AbortRules,
        ProtocolRules,
        LimitRules,
        FloodRules,
        ResourceRules,
        HttpRules {

  /** For subclasses. */
  protected TransportTck() {}

  /** The provider under test. Called often; a fresh one each time is best (T1.1, T1.2). */
  protected abstract TransportProvider provider();

  /** States the library's version, declares optional rules, waives others. Called once. */
  protected void configure(TckSettings settings) {}
}
