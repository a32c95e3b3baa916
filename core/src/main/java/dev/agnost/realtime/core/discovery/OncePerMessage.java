package dev.agnost.realtime.core.discovery;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers what was logged, so that it is not logged again for each client. It holds texts only:
 * no class and no loader of an application that has gone is kept alive by it.
 *
 * <p>Thread-safe.
 */
final class OncePerMessage {

  /** Of this process, or of this copy of core where a container has loaded several. */
  static final OncePerMessage IN_THIS_PROCESS = new OncePerMessage();

  private static final int MOST_TEXTS = 64;

  private final Set<String> texts = ConcurrentHashMap.newKeySet();

  /** Whether the text is to be logged. Once the set is full, further texts are logged each time. */
  boolean isNew(String text) {
    return texts.size() < MOST_TEXTS ? texts.add(text) : !texts.contains(text);
  }
}
