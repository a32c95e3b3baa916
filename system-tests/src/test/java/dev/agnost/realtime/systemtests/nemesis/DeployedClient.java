package dev.agnost.realtime.systemtests.nemesis;

import dev.agnost.realtime.AgnostClient;
import dev.agnost.realtime.Realtime;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** The application that {@link Redeployment} loads by a loader of its own. */
final class DeployedClient implements BiConsumer<String, String> {

  private static final long LIMIT_SECONDS = 60;

  DeployedClient() {}

  /** Connects to this URL by the transport of this name, talks, and closes. */
  @Override
  public void accept(String url, String transport) {
    try (AgnostClient client = AgnostClient.builder(url, "key-good").transport(transport).build()) {
      Realtime realtime = client.realtime();
      realtime.open().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      realtime.join("room");
      realtime.send("room", "say", "hello").get(LIMIT_SECONDS, TimeUnit.SECONDS);
      realtime.getMembers("room").get(LIMIT_SECONDS, TimeUnit.SECONDS);
      realtime.close().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the deployed client cannot talk", e);
    }
  }
}
