package dev.agnost.realtime.systemtests.nemesis;

import java.util.List;
import java.util.Optional;

/**
 * Finds calls in a stack that make a thread wait although it is at work in core: I58. Waiting for a
 * lock that is held for a moment is not one of them, nor is a pool's thread without a task.
 */
final class BlockingCalls {

  private static final String CORE = "dev.agnost.realtime.core.";
  private static final String TESTS = "dev.agnost.realtime.systemtests.";

  private static final List<String> BLOCKING =
      List.of(
          "java.lang.Thread.sleep",
          "java.lang.Thread.join",
          "java.lang.Object.wait",
          "java.util.concurrent.CompletableFuture.get",
          "java.util.concurrent.CompletableFuture.join",
          "java.util.concurrent.FutureTask.get",
          "java.util.concurrent.CountDownLatch.await",
          "java.util.concurrent.Semaphore.acquire",
          "java.util.concurrent.LinkedBlockingQueue.put",
          "java.util.concurrent.LinkedBlockingQueue.take",
          "java.util.concurrent.SynchronousQueue.put",
          "java.util.concurrent.SynchronousQueue.take",
          "java.util.concurrent.ThreadPoolExecutor.awaitTermination",
          "java.util.concurrent.locks.AbstractQueuedSynchronizer$ConditionObject.await",
          "java.net.Inet4AddressImpl.lookupAllHostAddr",
          "java.net.Inet6AddressImpl.lookupAllHostAddr",
          "java.net.Socket.connect",
          "java.net.Socket$SocketInputStream.read",
          "java.net.Socket$SocketOutputStream.write",
          "sun.nio.ch.NioSocketImpl.park",
          "sun.nio.ch.NioSocketImpl.connect",
          "sun.nio.ch.SelectorImpl.select");

  private static final String IDLE = "java.util.concurrent.ThreadPoolExecutor.getTask";

  private BlockingCalls() {}

  /**
   * The blocking call and the place in core it is made for; empty if there is none, or if code of
   * the application makes it.
   *
   * @param stack the innermost call first
   */
  static Optional<String> in(StackTraceElement[] stack) {
    String blocking = null;
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      if (type.startsWith(TESTS)) {
        return Optional.empty();
      }
      if (type.startsWith(CORE)) {
        return Optional.ofNullable(blocking).map(call -> call + " for " + frame);
      }
      String call = type + "." + frame.getMethodName();
      if (call.equals(IDLE)) {
        return Optional.empty();
      }
      if (BLOCKING.stream().anyMatch(call::startsWith)) {
        blocking = call;
      }
    }
    return Optional.empty();
  }
}
