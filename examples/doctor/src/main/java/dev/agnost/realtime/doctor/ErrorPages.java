package dev.agnost.realtime.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of {@code docs/errors.md}, which the build packs beside this class. */
final class ErrorPages {

  private static final String ANYTHING_ELSE = "anything else";

  private final String page;

  private ErrorPages(String page) {
    this.page = page;
  }

  static ErrorPages load() {
    try (InputStream in = ErrorPages.class.getResourceAsStream("errors.md")) {
      if (in == null) {
        throw new IllegalStateException("errors.md is missing from this jar");
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ErrorPages of(String markdown) {
    return new ErrorPages(markdown.replace("\r\n", "\n"));
  }

  /**
   * Returns the explanation of a code as plain text.
   *
   * @param serverCode selects a row if the section has a table of server codes
   * @throws IllegalArgumentException if the page has no such heading
   */
  Advice advice(String code, @Nullable String serverCode) {
    List<String> remedies = new ArrayList<>();
    String meaning = "";
    for (String paragraph : section(code).strip().split("\n\n+", -1)) {
      if (meaning.isEmpty()) {
        meaning = plain(paragraph);
      } else if (!paragraph.startsWith("|")) {
        remedies.add(plain(paragraph));
      } else if (serverCode != null) {
        return new Advice(meaning, plain(row(paragraph, serverCode)));
      }
    }
    return new Advice(meaning, String.join(" ", remedies));
  }

  private String section(String code) {
    String heading = "\n## " + code + "\n";
    int start = page.indexOf(heading);
    if (start < 0) {
      throw new IllegalArgumentException("docs/errors.md has no heading " + code);
    }
    String rest = page.substring(start + heading.length());
    return rest.split("\n##? ", 2)[0];
  }

  private static String row(String table, String serverCode) {
    String otherwise = "";
    for (String line : table.split("\n", -1)) {
      String[] cells = line.split("\\|", -1);
      if (cells.length < 3) {
        continue;
      }
      if (cells[1].contains("`" + serverCode + "`")) {
        return sentence(cells[2]);
      }
      if (cells[1].strip().equals(ANYTHING_ELSE)) {
        otherwise = sentence(cells[2]);
      }
    }
    return otherwise;
  }

  /** With a capital letter and a full stop. */
  static String sentence(String clause) {
    String text = clause.strip();
    String end = text.endsWith(".") || text.endsWith("?") ? "" : ".";
    return Character.toUpperCase(text.charAt(0)) + text.substring(1) + end;
  }

  private static String plain(String markdown) {
    return markdown
        .replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
        .replaceAll("[`*]", "")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
