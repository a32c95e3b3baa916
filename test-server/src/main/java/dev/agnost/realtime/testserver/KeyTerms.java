package dev.agnost.realtime.testserver;

import java.util.List;

/**
 * What an API key allows; a key without terms allows everything.
 *
 * @param realtime whether the key may be used for realtime at all
 * @param expired whether the key is over its date
 * @param domains the values of Origin that are accepted; empty for any
 * @param addresses the peer addresses that are accepted, in the form {@code ::ffff:127.0.0.1} that
 *     the real server compares (so that plain IPv4 addresses never match); empty for any
 */
public record KeyTerms(
    boolean realtime, boolean expired, List<String> domains, List<String> addresses) {

  /** Copies the lists. */
  public KeyTerms {
    domains = List.copyOf(domains);
    addresses = List.copyOf(addresses);
  }

  /** Everything is allowed. */
  public static KeyTerms unrestricted() {
    return new KeyTerms(true, false, List.of(), List.of());
  }

  /** The key has no right to realtime. */
  public static KeyTerms withoutRealtime() {
    return new KeyTerms(false, false, List.of(), List.of());
  }

  /** The key is over its date. */
  public static KeyTerms overdue() {
    return new KeyTerms(true, true, List.of(), List.of());
  }

  /** The key is accepted from these origins only. */
  public static KeyTerms forDomains(String... domains) {
    return new KeyTerms(true, false, List.of(domains), List.of());
  }

  /** The key is accepted from these peer addresses only. */
  public static KeyTerms forAddresses(String... addresses) {
    return new KeyTerms(true, false, List.of(), List.of(addresses));
  }
}
