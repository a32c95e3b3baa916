package dev.agnost.realtime.systemtests.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipTest {

  @Test
  void thoseWhoWishToBeThereAreThere() {
    assertThat(Membership.difference("room", Set.of("a", "b"), Set.of("b", "a"))).isEmpty();
  }

  @Test
  void whoIsMissingAndWhoIsTooManyIsNamed() {
    assertThat(Membership.difference("room", Set.of("a", "b"), Set.of("b", "c")))
        .isEqualTo("room lacks [a] has [c] too many");
  }
}
