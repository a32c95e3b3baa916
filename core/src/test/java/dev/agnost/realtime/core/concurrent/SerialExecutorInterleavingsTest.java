package dev.agnost.realtime.core.concurrent;

import dev.agnost.realtime.core.Interleavings;
import dev.agnost.realtime.core.runtime.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The mailbox and the queue of callbacks behind it, with several threads at once. */
class SerialExecutorInterleavingsTest {

  private static final int ONE_DRAIN = 2;
  private static final int MORE_THAN_ONE_DRAIN = 4;

  @BeforeAll
  static void interleavingsAreSeen() {
    Interleavings.assumeThatTheyAreSeen();
  }

  @Test
  void inputsRunOnceAloneAndInTheOrderOfTheirThread() {
    Interleavings.check(
        () -> {
          Inputs inputs = new Inputs(Runnable::run);
          Interleavings.inParallel(
              () -> inputs.submit("a1", "a2"), () -> inputs.submit("b1", "b2"));
          return inputs.ran();
        },
        "a1 a2 b1 b2",
        "a1 b1 a2 b2",
        "a1 b1 b2 a2",
        "b1 a1 a2 b2",
        "b1 a1 b2 a2",
        "b1 b2 a1 a2");
  }

  @Test
  void whatIsHandedOverToAWorkerIsDoneThere() {
    Interleavings.check(
        () -> {
          Queue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
          Inputs inputs = new Inputs(handedOver::add);
          Interleavings.inParallel(
              () -> inputs.submitInside(MORE_THAN_ONE_DRAIN), () -> inputs.submit("b"));
          for (Runnable next = handedOver.poll(); next != null; next = handedOver.poll()) {
            next.run();
          }
          return inputs.count();
        },
        MORE_THAN_ONE_DRAIN + 1 + " alone");
  }

  @Test
  void aWorkerAndACallerDoNotBothDrain() {
    Interleavings.check(
        () -> {
          List<Thread> workers = new CopyOnWriteArrayList<>();
          Inputs inputs =
              new Inputs(
                  task -> {
                    Thread worker = new Thread(task);
                    workers.add(worker);
                    worker.start();
                  });
          inputs.submitInside(MORE_THAN_ONE_DRAIN);
          inputs.submit("b1", "b2");
          for (int i = 0; i < workers.size(); i++) { // a worker may start the next
            Interleavings.join(workers.get(i));
          }
          return inputs.count();
        },
        MORE_THAN_ONE_DRAIN + 2 + " alone");
  }

  @Test
  void aWorkerThatRefusesLeavesItToTheCaller() {
    Interleavings.check(
        () -> {
          Inputs inputs =
              new Inputs(
                  task -> {
                    throw new RejectedExecutionException();
                  });
          Interleavings.inParallel(
              () -> inputs.submitInside(MORE_THAN_ONE_DRAIN), () -> inputs.submit("b"));
          return inputs.count();
        },
        MORE_THAN_ONE_DRAIN + 1 + " alone");
  }

  @Test
  void noCallbackIsForgottenAndNoTwoRunAtOnce() {
    Interleavings.check(
        () -> {
          List<String> called = new ArrayList<>();
          int[] inside = new int[1];
          CallbackExecutor callbacks =
              new CallbackExecutor(
                  Runnable::run, new VirtualTime(), thrown -> called.add("rejected"));
          SerialExecutor mailbox =
              new SerialExecutor(
                  Runnable::run, callbacks::dispatch, thrown -> called.add("broken"));
          Interleavings.inParallel(
              () -> mailbox.submit(() -> callbacks.add(() -> call("a", called, inside))),
              () -> {
                mailbox.submit(() -> callbacks.add(() -> call("b1", called, inside)));
                mailbox.submit(() -> callbacks.add(() -> call("b2", called, inside)));
              });
          return String.join(" ", called);
        },
        "a b1 b2",
        "b1 a b2",
        "b1 b2 a");
  }

  private static void call(String what, List<String> called, int[] inside) {
    called.add(++inside[0] == 1 ? what : "together");
    inside[0]--;
  }

  /** Inputs that write down that they ran, without any care for threads: the mailbox has it. */
  private static final class Inputs {
    private final List<String> ran = new ArrayList<>();
    private int inside;
    private final SerialExecutor mailbox;

    Inputs(Executor workers) {
      mailbox = new SerialExecutor(ONE_DRAIN, workers, () -> {}, thrown -> ran.add("broken"));
    }

    void submit(String... names) {
      for (String name : names) {
        mailbox.submit(() -> run(name));
      }
    }

    /** So many, all but the first from inside of the first. */
    void submitInside(int count) {
      mailbox.submit(
          () -> {
            run("a");
            for (int i = 1; i < count; i++) {
              submit("a");
            }
          });
    }

    private void run(String name) {
      ran.add(++inside == 1 ? name : "together");
      inside--;
    }

    String ran() {
      return String.join(" ", ran);
    }

    String count() {
      return ran.size() + (ran.contains("together") ? " together" : " alone");
    }
  }
}
