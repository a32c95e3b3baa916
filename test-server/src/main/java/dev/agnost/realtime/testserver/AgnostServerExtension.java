package dev.agnost.realtime.testserver;

import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Gives a JUnit 5 test an {@link AgnostServer}, closes it afterwards, and prints what went over the
 * wire when the test fails.
 *
 * <p>In a static field there is one server for the class; before each test all fault switches are
 * off, it listens, and all connections are cut. In an instance field each test has its own. Test
 * methods may have a parameter of type {@code AgnostServer}.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final AgnostServerExtension server = AgnostServerExtension.embedded();
 * }</pre>
 *
 * <p>Not for tests that run in parallel within a class.
 */
public final class AgnostServerExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver,
        TestWatcher {
  private final Supplier<? extends AgnostServer> factory;
  private @Nullable AgnostServer server;
  private boolean perClass;

  private AgnostServerExtension(Supplier<? extends AgnostServer> factory) {
    this.factory = factory;
  }

  /** An {@link EmbeddedAgnostServer} with its defaults. */
  public static AgnostServerExtension embedded() {
    return of(EmbeddedAgnostServer::create);
  }

  /** Any server; the factory is asked once per class or once per test, and the result closed. */
  public static AgnostServerExtension of(Supplier<? extends AgnostServer> factory) {
    return new AgnostServerExtension(Objects.requireNonNull(factory, "factory"));
  }

  /**
   * The server of the running test.
   *
   * @throws IllegalStateException outside a test
   */
  public AgnostServer server() {
    AgnostServer current = server;
    if (current == null) {
      throw new IllegalStateException(
          "no test is running: is the field annotated with @RegisterExtension?");
    }
    return current;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    perClass = true;
    server = factory.get();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (perClass) {
      server().heal();
    } else {
      server = factory.get();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!perClass) {
      server().close(); // and still there for testFailed, which comes later
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (perClass) {
      server().close();
    }
  }

  @Override
  public void testFailed(ExtensionContext context, Throwable cause) {
    if (server != null) {
      List<String> frames = server.recentFrames();
      System.err.println("What " + server.description() + " saw of " + context.getDisplayName());
      frames.forEach(line -> System.err.println("  " + line));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return server != null && AgnostServer.class.isAssignableFrom(type) && type.isInstance(server);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return server();
  }
}
