package dev.agnost.realtime.transport.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class AddressLookupTest {

  private static final List<InetAddress> LOOPBACK = List.of(InetAddress.getLoopbackAddress());

  private final Queue<Runnable> tasks = new ArrayDeque<>(); // run when the test says so
  private final List<String> asked = new ArrayList<>();
  private final AddressLookup lookup = new AddressLookup(this::resolve, tasks::add);

  private List<InetAddress> resolve(String host) throws UnknownHostException {
    asked.add(host);
    if (host.equals("unknown.test")) {
      throw new UnknownHostException(host);
    }
    if (host.equals("broken.test")) {
      throw new StackOverflowError("resolver");
    }
    return LOOPBACK;
  }

  private static final class Told implements AddressLookup.Waiter {
    private final List<Object> outcomes = new ArrayList<>();

    @Override
    public void found(List<InetAddress> addresses) {
      outcomes.add(addresses);
    }

    @Override
    public void notFound(Throwable cause) {
      outcomes.add(cause);
    }
  }

  private Told find(String host) {
    Told waiter = new Told();
    lookup.find(host, waiter);
    return waiter;
  }

  private void answer() {
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  @Test
  void nothingIsLookedUpOnTheThreadThatAsks() {
    Told waiter = find("a.test");

    assertThat(asked).isEmpty();
    assertThat(waiter.outcomes).isEmpty();
    answer();
    assertThat(waiter.outcomes).containsExactly(LOOPBACK);
  }

  @Test
  void whoAsksWhileALookUpIsUnderWayJoinsIt() {
    Told first = find("a.test");
    Told second = find("a.test");
    Told other = find("b.test");

    assertThat(tasks).as("threads taken").hasSize(2);
    answer();

    assertThat(asked).containsExactly("a.test", "b.test");
    assertThat(List.of(first.outcomes, second.outcomes, other.outcomes))
        .containsOnly(List.of(LOOPBACK));
  }

  @Test
  void anAnswerIsNotKept() {
    find("a.test");
    answer();
    find("a.test");
    answer();

    assertThat(asked).containsExactly("a.test", "a.test");
  }

  @Test
  void whoeverWasForgottenIsNotToldAndTheOthersAre() {
    Told gone = find("a.test");
    Told stays = find("a.test");

    lookup.forget("a.test", gone);
    lookup.forget("b.test", gone);
    answer();

    assertThat(gone.outcomes).isEmpty();
    assertThat(stays.outcomes).containsExactly(LOOPBACK);
  }

  @Test
  void aLookUpThatNobodyWaitsForAnyMoreIsJoinedAllTheSame() {
    lookup.forget("a.test", find("a.test"));

    Told next = find("a.test");

    assertThat(tasks).as("threads taken by a look-up that hangs").hasSize(1);
    answer();
    assertThat(next.outcomes).containsExactly(LOOPBACK);
  }

  @Test
  void failuresOfTheResolverAreTold() {
    Told unknown = find("unknown.test");
    Told broken = find("broken.test");

    answer();

    assertThat(unknown.outcomes).hasSize(1).first().isInstanceOf(UnknownHostException.class);
    assertThat(broken.outcomes).hasSize(1).first().isInstanceOf(StackOverflowError.class);
  }

  @Test
  void threadsThatTakeNoMoreTasksAreAFailureAndAreAskedAgainNextTime() {
    List<String> refused = new ArrayList<>();
    AddressLookup closed =
        new AddressLookup(
            this::resolve,
            task -> {
              refused.add("task");
              throw new RejectedExecutionException("closed");
            });
    Told first = new Told();
    Told second = new Told();

    closed.find("a.test", first);
    closed.find("a.test", second);

    assertThat(first.outcomes).first().isInstanceOf(RejectedExecutionException.class);
    assertThat(second.outcomes).first().isInstanceOf(RejectedExecutionException.class);
    assertThat(refused).hasSize(2);
  }

  @Test
  void theSystemsResolverKnowsThisMachine() throws Exception {
    assertThat(HostResolver.SYSTEM.addressesOf("localhost"))
        .isNotEmpty()
        .allMatch(InetAddress::isLoopbackAddress);
  }
}
