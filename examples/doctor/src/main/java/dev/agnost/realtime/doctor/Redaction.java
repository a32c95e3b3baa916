package dev.agnost.realtime.doctor;

import java.util.Comparator;
import java.util.List;

/**
 * Removes secrets from texts that others wrote, such as the server's.
 *
 * @param secrets the longest first
 */
record Redaction(List<String> secrets) {

  Redaction {
    secrets = List.copyOf(secrets);
  }

  static Redaction of(List<String> secrets) {
    return new Redaction(
        secrets.stream()
            .filter(secret -> !secret.isEmpty())
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList());
  }

  String apply(String text) {
    String result = text;
    for (String secret : secrets) {
      result = result.replace(secret, "***");
    }
    return result;
  }

  @Override
  public String toString() {
    return secrets.size() + " secrets";
  }
}
