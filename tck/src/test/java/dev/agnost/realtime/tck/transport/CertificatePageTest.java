package dev.agnost.realtime.tck.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class CertificatePageTest {

  @Test
  void aFailureShowsItsTextBelowTheRuleOfItsStrength() throws Exception {
    CertificatePage page = new CertificatePage("mine", Map.of("Library", "Mine & Sons 1.0"));
    page.section("REQUIRED");
    page.rule("T1.1", "a < b", "passed (1)", Map.of());
    page.rule(
        "T1.2", "answers", "**FAILED** (1)", Map.of("answers()", "expected: <pong>\ncame: &"));
    page.section("ADVICE");

    Document html = parsed(page.html());

    assertThat(html.getElementsByTagName("h2").item(0).getTextContent()).isEqualTo("REQUIRED");
    assertThat(html.getElementsByTagName("td").item(1).getTextContent())
        .isEqualTo("Mine & Sons 1.0");
    assertThat(html.getElementsByTagName("pre").item(0).getTextContent())
        .isEqualTo("expected: <pong>\ncame: &");
    assertThat(html.getElementsByTagName("h2").item(1).getTextContent()).isEqualTo("ADVICE");
  }

  /** The page is also XML but for the head's empty element. */
  private static Document parsed(String html) throws Exception {
    String xml =
        html.replace("<!DOCTYPE html>\n", "")
            .replace("<meta charset=\"utf-8\">", "")
            .replace("<details open>", "<details>");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
