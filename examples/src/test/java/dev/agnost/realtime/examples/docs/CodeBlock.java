package dev.agnost.realtime.examples.docs;

import dev.agnost.realtime.examples.Repository;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A block of Java in a page.
 *
 * @param page the file
 * @param number from 1 within the page
 * @param code as it stands there
 */
record CodeBlock(String page, int number, String code) {

  private static final Pattern JAVA = Pattern.compile("(?s)```java\n(.*?)```");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import [^;]+;\n");
  private static final Pattern DECLARATION =
      Pattern.compile(
          "\\A\\s*(@\\w+|public|final|class|record|interface|enum|sealed|module|import)\\b.*",
          Pattern.DOTALL);

  private static final List<String> IMPORTS =
      List.of(
          "dev.agnost.realtime.*",
          "dev.agnost.realtime.transport.*",
          "dev.agnost.realtime.core.*",
          "dev.agnost.realtime.testserver.*",
          "java.net.*",
          "java.nio.*",
          "java.nio.file.*",
          "java.security.*",
          "java.time.*",
          "java.util.*",
          "java.util.concurrent.*",
          "java.util.function.*",
          "javax.net.ssl.*");

  /** What a block may use without declaring it. */
  private static final String GIVEN =
      """
        static String url = "https://cluster.example.com/env-abc";
        static String apiKey = "key";
        static AgnostClient client;
        static Realtime rt;
        static Tokens tokens;
        static Vault vault;
        static final org.slf4j.Logger log = org.slf4j.LoggerFactory.getLogger("docs");
        interface Tokens { String current(); CompletionStage<String> refresh(); }
        interface Vault { String read(String name); }
        static void show(Object... what) {}
        record Say(String text) {}
      """;

  static List<CodeBlock> in(String page) {
    List<MatchResult> found = JAVA.matcher(Repository.text(page)).results().toList();
    return IntStream.range(0, found.size())
        .mapToObj(index -> new CodeBlock(page, index + 1, found.get(index).group(1)))
        .toList();
  }

  /** The name of the class that {@link #source} declares. */
  String className() {
    return "Block" + number;
  }

  /** A compilation unit with this block in it: statements in a method, declarations in a class. */
  String source() {
    StringBuilder unit = new StringBuilder();
    IMPORTS.forEach(name -> unit.append("import ").append(name).append(";\n"));
    IMPORT.matcher(code).results().forEach(match -> unit.append(match.group()));
    String body = IMPORT.matcher(code).replaceAll("");
    unit.append("@SuppressWarnings(\"all\")\nclass ").append(className()).append(" {\n");
    unit.append(GIVEN);
    if (DECLARATION.matcher(body).matches()) {
      unit.append(body);
    } else {
      unit.append("void run() throws Exception {\n").append(body).append("}\n");
    }
    return unit.append("}\n").toString();
  }

  @Override
  public String toString() {
    return page + ", block " + number;
  }
}
