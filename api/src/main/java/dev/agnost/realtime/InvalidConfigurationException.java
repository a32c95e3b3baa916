package dev.agnost.realtime;

import java.util.List;

/** {@code build()} found mistakes, all of which are in the message: code {@code AGN-110}. */
public final class InvalidConfigurationException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * @param problems one sentence each, at least one
   */
  public InvalidConfigurationException(List<String> problems) {
    super("AGN-110 The client is not configured correctly: " + String.join("; ", problems) + ".");
    this.problems = List.copyOf(problems);
  }

  /** One sentence for each mistake; empty after deserialization. */
  public List<String> problems() {
    return problems == null ? List.of() : problems;
  }
}
