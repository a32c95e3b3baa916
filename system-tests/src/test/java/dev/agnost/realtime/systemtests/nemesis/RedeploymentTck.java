package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.testserver.AgnostServer.Environment;
import dev.agnost.realtime.testserver.EmbeddedAgnostServer;
import dev.agnost.realtime.transport.TransportProvider;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * An application server that deploys an application again and again gets the memory of the old ones
 * back (I59). Each deployment loads api, core, transport and library by a class loader of its own,
 * has a client talk, and closes it; then nothing of the JVM holds that loader.
 *
 * <p>The last deployment is not sampled at: JDK 17 keeps the class of the last record whose hash
 * code was asked for, until another one is. Libraries with threads that end only after a minute
 * without work need the time: OkHttp does.
 *
 * <p>Needs {@code agnost-realtime-core} at run time.
 */
public abstract class RedeploymentTck {

  private static final int DEPLOYMENTS = 3;
  private static final Duration UNLOADING = Duration.ofSeconds(90);
  private static final String ENV = "env-open";
  private static final String KEY = "key-good";

  /** For subclasses. */
  protected RedeploymentTck() {}

  /** The provider under test. */
  protected abstract TransportProvider provider();

  @Test
  final void aClientThatIsClosedLeavesItsClassLoaderToTheCollector()
      throws IOException, ExecutionException, InterruptedException {
    List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
    try (EmbeddedAgnostServer server = EmbeddedAgnostServer.create()) {
      server.define(Environment.open(ENV, KEY));
      for (int i = 0; i < DEPLOYMENTS; i++) {
        loaders.add(Redeployment.run(server.baseUrl(ENV), provider().name()));
      }
    }
    for (WeakReference<ClassLoader> loader : loaders.subList(0, DEPLOYMENTS - 1)) {
      Eventually.await(
          "I59, what holds the class loader", UNLOADING, () -> Redeployment.holders(loader));
    }
  }
}
