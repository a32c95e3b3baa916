package dev.agnost.realtime.core.sim.world;

import java.util.ArrayList;
import java.util.List;

/** Which runs are made of the seeds from a base on. The same base gives the same runs. */
final class Seeds {

  private Seeds() {}

  /** One run of each seed, in the profile that it belongs to by the shares. */
  static List<Campaign.Ticket> mixed(long base, int runs) {
    List<Campaign.Ticket> tickets = new ArrayList<>();
    for (long seed = base; tickets.size() < runs; seed++) {
      tickets.add(new Campaign.Ticket(Profile.of(seed), seed));
    }
    return tickets;
  }

  /** Runs of many clients. */
  static List<Campaign.Ticket> fleets(long base, int runs) {
    List<Campaign.Ticket> tickets = new ArrayList<>();
    for (long seed = base; tickets.size() < runs; seed++) {
      tickets.add(new Campaign.Ticket(Profile.FLEET, seed));
    }
    return tickets;
  }

  /** Those outages that go on for a day to a month; most last hours. */
  static List<Campaign.Ticket> longest(long base, int runs) {
    List<Campaign.Ticket> tickets = new ArrayList<>();
    for (long seed = base; tickets.size() < runs; seed++) {
      if (World.lastsDays(Profile.LONG_OUTAGE, seed)) {
        tickets.add(new Campaign.Ticket(Profile.LONG_OUTAGE, seed));
      }
    }
    return tickets;
  }
}
