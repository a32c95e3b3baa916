package dev.agnost.realtime.systemtests.contract;

import dev.agnost.realtime.testserver.AgnostServer;
import dev.agnost.realtime.testserver.AgnostServer.Environment;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the contracts need: a server, an environment of the test's own, and clients. */
interface ContractServer {

  /** The server that the tests of a class share. */
  AgnostServer server();

  /** One more server, with a heartbeat of its own; the caller closes it. */
  AgnostServer start(Duration pingInterval, Duration pingTimeout, Duration connectTimeout);

  /** For plain requests. */
  HttpClient http();

  /** The id of an environment that no other test uses, with the one key {@code good}. */
  String env();

  /** A client that has the open packet. */
  default WireClient open() {
    return WireClient.open(server());
  }

  /** A connected client that wants no echo. */
  default WireClient join() {
    return join(env(), false);
  }

  /** A connected client. */
  default WireClient join(String env, boolean echo) {
    return open().connect(credentials(env, echo));
  }

  default String credentials(String env, boolean echo) {
    return "{\"echoMessages\":%s,\"envId\":\"%s\",\"apiKey\":\"good\"}".formatted(echo, env);
  }

  default Environment environment() {
    return Environment.open(env(), "good");
  }

  /** Waits for something that the server counts on its own. */
  static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("did not happen within 10 s");
      }
      LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
    }
  }
}
