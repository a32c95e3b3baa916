package dev.agnost.realtime.testserver.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    assertThatThrownBy(() -> Json.write(List.of(new Object())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9007199254740993 | 9007199254740992",
        "12345678901234567890 | 12345678901234567000",
        "1.10 | 1.1",
        "-0 | 0",
        "-0.0 | 0",
        "1E400 | null",
        "-1E400 | null",
        "1e21 | 1e+21",
        "123456789012345680000 | 123456789012345680000",
        "0.000001 | 0.000001",
        "0.0000001 | 1e-7",
        "1.5e-7 | 1.5e-7",
        "1.5E300 | 1.5e+300",
        "5e-324 | 5e-324",
        "2.2250738585072014e-308 | 2.2250738585072014e-308",
        "0.1 | 0.1",
        "0.30000000000000004 | 0.30000000000000004",
        "123.456 | 123.456",
        "-1e3 | -1000",
        "2e-3 | 0.002",
        "2.0E-3 | 0.002",
        "1.7976931348623157e308 | 1.7976931348623157e+308",
        "{\"b\":1,\"10\":2,\"9\":3,\"a\":4} | {\"9\":3,\"10\":2,\"b\":1,\"a\":4}",
        "{\"a\":1,\"b\":2,\"a\":3} | {\"a\":3,\"b\":2}",
        "{\"01\":1,\"4294967295\":2,\"4294967294\":3} | {\"4294967294\":3,\"01\":1,\"4294967295\":2}",
        "\"\\u0008\\u000c\\u001F\\u2028\\/\" | \"\\b\\f\\u001f\u2028/\"",
        "[ 1 , [ ] , { } ] | [1,[],{}]"
      })
  void valuesAreReadAndPrintedAsJavaScriptDoes(String text, String printed) {
    assertThat(Json.normalize(text)).isEqualTo(printed);
  }

  @ParameterizedTest
  @CsvSource({
    "18446744073709551615,0",
    "18446744073709550000,18446744073709550000",
    "1e21,3875820019684212700",
    "1.5e300,0",
    "-9223372036854775808,-9223372036854776000",
    "-1e19,8446744073709552000",
    "1.5,1.5",
    "-3,-3"
  })
  void integersBeyond64BitsAreGarbageOnAnotherNode(String text, String printed) {
    assertThat(Json.acrossNodes("[" + text + "]")).isEqualTo("[" + printed + "]");
  }
}
