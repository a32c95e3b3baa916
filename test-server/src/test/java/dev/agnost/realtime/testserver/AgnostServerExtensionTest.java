package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.agnost.realtime.testserver.AgnostServer.Stage;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

class AgnostServerExtensionTest {
  private static final List<AgnostServer> SEEN = new ArrayList<>();

  @RegisterExtension static final AgnostServerExtension SERVER = AgnostServerExtension.embedded();

  @Test
  void serverIsGivenAsParameterAndFromTheExtension(AgnostServer server) {
    assertThat(server).isSameAs(SERVER.server());
    TestClient.connect(server).close();
  }

  @Test
  void classSharesOneServerThatIsMadeWellBeforeEachTest() {
    SEEN.clear();

    assertThat(run(SharedCase.class)).isEmpty();

    assertThat(SEEN).hasSize(2);
    assertThat(SEEN.get(0)).isSameAs(SEEN.get(1));
    assertThatThrownBy(SEEN.get(0)::start).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void instanceFieldGivesEachTestItsOwnServer() {
    SEEN.clear();

    assertThat(run(OwnCase.class)).isEmpty();

    assertThat(SEEN).hasSize(2);
    assertThat(SEEN.get(0)).isNotSameAs(SEEN.get(1));
  }

  @Test
  void failureShowsWhatWentOverTheWire() {
    assertThat(run(FailingCase.class))
        .contains("What embedded Agnost server")
        .contains("> GET /realtime/realtime/")
        .contains("< 42[\"channel:join\"");
  }

  /** Runs a test class and returns what it printed to System.err. */
  private static String run(Class<?> testClass) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(testClass)).build();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    PrintStream original = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      LauncherFactory.create().execute(request, summary);
    } finally {
      System.setErr(original);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Breaks the server in each test, and finds it well. */
  static class SharedCase {
    @RegisterExtension static final AgnostServerExtension SERVER = AgnostServerExtension.embedded();

    @Test
    void one(AgnostServer server) {
      breakIt(server);
    }

    @Test
    void two(AgnostServer server) {
      breakIt(server);
    }

    private static void breakIt(AgnostServer server) {
      TestClient.connect(server).close();
      SEEN.add(server);
      server.stall(Stage.TCP);
      server.freeze();
      server.stop();
    }
  }

  static class OwnCase {
    @RegisterExtension final AgnostServerExtension server = AgnostServerExtension.embedded();

    @Test
    void one(AgnostServer own) {
      SEEN.add(own);
    }

    @Test
    void two(AgnostServer own) {
      SEEN.add(own);
    }
  }

  static class FailingCase {
    @RegisterExtension static final AgnostServerExtension SERVER = AgnostServerExtension.embedded();

    @Test
    void fails(AgnostServer server) {
      try (TestClient client = TestClient.connect(server)) {
        client.join("room");
        client.expectStart("42[\"channel:join\"");
        throw new AssertionError("on purpose");
      }
    }
  }
}
