package dev.agnost.realtime.testserver.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void valuesBecomePlainJava() {
    assertThat(Json.parse(" {\"a\":[1,-2.5e3,\"x\",true,false,null],\"b\":{}} "))
        .isEqualTo(Map.of("a", Arrays.asList(1.0, -2500.0, "x", true, false, null), "b", Map.of()));
  }

  @Test
  void escapesAreDecoded() {
    assertThat(Json.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20ac\\ud83d\\ude00\""))
        .isEqualTo("\"\\/\b\f\n\r\t\u20ac\ud83d\ude00");
  }

  @Test
  void theLastOfEqualKeysWins() {
    assertThat(Json.parse("{\"a\":1,\"a\":2}")).isEqualTo(Map.of("a", 2.0));
    assertThat(Json.members("{\"a\":1,\"a\":2}")).isEqualTo(Map.of("a", "2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "[1 2]",
        "01",
        "1.",
        ".5",
        "+1",
        "1e",
        "-",
        "nul",
        "truex",
        "\"",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\n\"",
        "1 1",
        "NaN",
        "'a'",
        "\uFEFF1",
        "[1]]",
        "{\"a\":1}}",
        "//",
        "\"\\",
        "\"\\u123"
      })
  void whatIsNotJsonIsRefused(String text) {
    assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void rawPartsStayAsTheyAreWritten() {
    assertThat(Json.elements("[ 12345678901234567890 , 1.10,{\"a\" : [ ] }, \"\\u0041\"]"))
        .containsExactly("12345678901234567890", "1.10", "{\"a\" : [ ] }", "\"\\u0041\"");
    assertThat(Json.members("{\"\\u0061\": 1e400 }")).isEqualTo(Map.of("a", "1e400"));
  }

  @Test
  void rawPartsMayBeNestedWithoutLimit() {
    String deep = "[".repeat(100_000) + "]".repeat(100_000);

    assertThat(Json.elements(deep)).hasSize(1);
    assertThatThrownBy(() -> Json.parse(deep)).isInstanceOf(JsonSyntaxException.class);
  }

  @Test
  void whatIsWrittenCanBeReadAgain() {
    String text = "{\"a\":[1,2.5,\"q\\\"\\\\\\n\\u0001\u20ac\",true,null],\"b\":{},\"c\":[]}";

    assertThat(Json.write(Json.parse(text))).isEqualTo(text);
  }

  @Test
  void surrogatesWithoutTheirOtherHalfAreEscaped() {
    assertThat(Json.write("\ud83d\ude00 \ud83d")).isEqualTo("\"\ud83d\ude00 \\ud83d\"");
  }

  @Test
  void whatJsonCannotExpressIsRefused() {
    assertThatThrownBy(() -> Json.write(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Json.write(List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
