package dev.agnost.realtime.tck.transport;

import java.util.Map;

/**
 * The certificate as one HTML file without links to others: rules by strength, those that failed
 * with what was expected, what came, and the log of the peer.
 */
final class CertificatePage {

  private static final String STYLE =
      "body{font:15px/1.5 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem}"
          + "table{border-collapse:collapse;width:100%}"
          + "th,td{border:1px solid #ccc;padding:.3rem .5rem;text-align:left;vertical-align:top}"
          + "td:first-child{white-space:nowrap}"
          + "pre{background:#f6f6f6;padding:.6rem;overflow:auto}.failed{background:#fde8e8}";

  private final String name;
  private final StringBuilder body = new StringBuilder();
  private boolean inSection;

  CertificatePage(String name, Map<String, String> facts) {
    this.name = name;
    body.append("<table>\n");
    facts.forEach((fact, value) -> body.append(row("", fact, value)));
    body.append("</table>\n");
  }

  /** Starts the table of one strength. */
  void section(String strength) {
    endSection();
    inSection = true;
    body.append("<h2>").append(escaped(strength)).append("</h2>\n<table>\n");
    body.append("<tr><th>Rule</th><th>Demand</th><th>Outcome</th></tr>\n");
  }

  /**
   * @param failures texts of the tests that failed, by the name of the test
   */
  void rule(String id, String sentence, String outcome, Map<String, String> failures) {
    String plain = outcome.replace("**", "");
    body.append(row(failures.isEmpty() ? "" : "failed", id, sentence, plain));
    failures.forEach(
        (test, text) ->
            body.append("<tr class=\"failed\"><td colspan=\"3\"><details open><summary>")
                .append(escaped(test))
                .append("</summary><pre>")
                .append(escaped(text))
                .append("</pre></details></td></tr>\n"));
  }

  String html() {
    endSection();
    String title = escaped("Transport compatibility: " + name);
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>"
        + title
        + "</title>\n<style>"
        + STYLE
        + "</style>\n</head>\n<body>\n<h1>"
        + title
        + "</h1>\n"
        + body
        + "</body>\n</html>\n";
  }

  private void endSection() {
    if (inSection) {
      body.append("</table>\n");
      inSection = false;
    }
  }

  private static String row(String kind, String... cells) {
    StringBuilder row = new StringBuilder(kind.isEmpty() ? "<tr>" : "<tr class=\"" + kind + "\">");
    for (String cell : cells) {
      row.append("<td>").append(escaped(cell)).append("</td>");
    }
    return row.append("</tr>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
