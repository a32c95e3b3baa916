package dev.agnost.realtime.tck.transport;

import dev.agnost.realtime.transport.TransportCapability;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules as {@code TransportRules.md} states them. Immutable. */
final class RuleBook {

  /**
   * One rule.
   *
   * @param capability what a provider declares to have the rule tested, for rules of that strength
   * @param sentence what it demands
   * @param hints what to check first when its test fails
   */
  record Entry(
      String id,
      RequirementLevel strength,
      @Nullable TransportCapability capability,
      String sentence,
      String hints) {}

  private static final String RESOURCE = "TransportRules.md";
  private static final Pattern HEADING =
      Pattern.compile("### ([TH][0-9.]+) \\(([A-Z]+) ?([A-Z0-9_]*)\\)");
  private static final String HINTS = "Check first: ";

  private final Map<String, Entry> rules;

  private RuleBook(Map<String, Entry> rules) {
    this.rules = Collections.unmodifiableMap(rules);
  }

  private static final class Holder {
    static final RuleBook BOOK = load();
  }

  static RuleBook get() {
    return Holder.BOOK;
  }

  Collection<Entry> all() {
    return rules.values();
  }

  /**
   * The rule with this id.
   *
   * @throws IllegalArgumentException if there is none
   */
  Entry rule(String id) {
    Entry entry = rules.get(id);
    if (entry == null) {
      throw new IllegalArgumentException("there is no transport rule " + id + "; see " + RESOURCE);
    }
    return entry;
  }

  private static RuleBook load() {
    try (InputStream in = RuleBook.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside " + RuleBook.class);
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE, e);
    }
  }

  /** Paragraphs under a heading: the sentence, then hints, then whatever explains. */
  static RuleBook parse(String page) {
    Map<String, Entry> rules = new LinkedHashMap<>();
    List<String> paragraphs = new ArrayList<>();
    for (String block : page.split("\n\\s*\n", -1)) {
      paragraphs.add(block.strip().replaceAll("\\s*\n\\s*", " "));
    }
    for (int i = 0; i + 1 < paragraphs.size(); i++) {
      Matcher heading = HEADING.matcher(paragraphs.get(i));
      if (heading.matches()) {
        String id = heading.group(1);
        String hints = i + 2 < paragraphs.size() ? paragraphs.get(i + 2) : "";
        rules.put(
            id,
            new Entry(
                id,
                RequirementLevel.valueOf(heading.group(2)),
                capability(heading.group(3)),
                paragraphs.get(i + 1),
                hints.startsWith(HINTS) ? hints.substring(HINTS.length()) : ""));
      }
    }
    return new RuleBook(rules);
  }

  private static @Nullable TransportCapability capability(String name) {
    return name.isEmpty() ? null : TransportCapability.valueOf(name);
  }
}
