package dev.agnost.realtime.systemtests.errors;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code docs/errors.md} says of failed attempts, and the section of each code. */
final class ErrorsPage {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([^|]+) \\| (AGN-\\d{3}) \\| ([^|]+) \\| ([^|]+) \\|$");
  private static final Pattern SECTION = Pattern.compile("(?ms)^## (AGN-\\d{3})$(.*?)(?=^#|\\z)");

  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final Map<String, String> sections = new LinkedHashMap<>();

  /**
   * A row of the table of failed attempts.
   *
   * @param code the class of the error
   * @param message what follows the host; {@code ...} stands for any text
   * @param afterwards {@code tried again} or {@code FAILED}
   */
  record Row(String code, String message, String afterwards) {
    /** Whether a message is that of the row. */
    boolean matches(String shown) {
      StringBuilder regex = new StringBuilder();
      for (String part : message.split("\\.\\.\\.", -1)) {
        regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(part));
      }
      return shown.matches(regex.toString());
    }
  }

  ErrorsPage() {
    String text = read();
    ROW.matcher(text).results().forEach(this::add);
    SECTION.matcher(text).results().forEach(m -> sections.put(m.group(1), m.group(2)));
  }

  Map<String, Row> rows() {
    return rows;
  }

  /** The text below each heading. */
  Map<String, String> sections() {
    return sections;
  }

  private void add(MatchResult row) {
    rows.put(
        row.group(1).strip(), new Row(row.group(2), row.group(3).strip(), row.group(4).strip()));
  }

  private static String read() {
    Path folder = Path.of("").toAbsolutePath();
    Optional<Path> page = Optional.empty();
    for (Path at = folder; at != null && page.isEmpty(); at = at.getParent()) {
      page = Optional.of(at.resolve("docs/errors.md")).filter(Files::exists);
    }
    try {
      return Files.readString(page.orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
