package dev.agnost.realtime.core.sim.bugs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Reads {@code seeded-bugs.txt}: for each bug a line {@code id oracles profiles}, a line that
 * describes what is wrong, and its changes, each a line {@code @ file} followed by the lines {@code
 * -} searched for and the lines {@code +} that replace them.
 */
final class SeededBugs {

  private SeededBugs() {}

  /** All of them, in order. */
  static List<SeededBug> all() {
    List<SeededBug> bugs = new ArrayList<>();
    List<String> block = new ArrayList<>();
    for (String line : text().split("\n", -1)) {
      if (line.isBlank()) {
        if (!block.isEmpty()) {
          bugs.add(bug(block));
          block.clear();
        }
      } else if (!line.startsWith("#")) {
        block.add(line);
      }
    }
    return bugs;
  }

  private static String text() {
    try (InputStream in = SeededBugs.class.getResourceAsStream("seeded-bugs.txt")) {
      byte[] bytes = Objects.requireNonNull(in, "seeded-bugs.txt").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8) + "\n\n";
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private static SeededBug bug(List<String> block) {
    String[] head = block.get(0).trim().split(" +", -1);
    if (head.length != 3 || block.size() < 3) {
      throw new IllegalStateException("not a bug: " + block);
    }
    List<SeededBug.Change> changes = new ArrayList<>();
    String file = "";
    List<String> search = new ArrayList<>();
    List<String> replacement = new ArrayList<>();
    Iterator<String> lines = block.listIterator(2);
    while (lines.hasNext()) {
      String line = lines.next();
      char mark = line.charAt(0);
      if ((mark != '+' && !replacement.isEmpty()) || (mark == '@' && !search.isEmpty())) {
        changes.add(change(file, search, replacement));
      }
      switch (mark) {
        case '@' -> file = line.substring(1).trim();
        case '-' -> search.add(line.substring(1).trim());
        case '+' -> replacement.add(line.substring(1).trim());
        default -> throw new IllegalStateException("not a change: " + line);
      }
    }
    changes.add(change(file, search, replacement));
    return new SeededBug(
        head[0],
        List.of(head[1].split(",", -1)),
        block.get(1).trim(),
        List.of(head[2].split(",", -1)),
        changes);
  }

  private static SeededBug.Change change(
      String file, List<String> search, List<String> replacement) {
    SeededBug.Change change =
        new SeededBug.Change(file, String.join("\n", search), String.join("\n", replacement));
    search.clear();
    replacement.clear();
    return change;
  }
}
