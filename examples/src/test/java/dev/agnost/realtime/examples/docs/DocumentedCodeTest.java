package dev.agnost.realtime.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agnost.realtime.examples.Repository;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every block of Java in README and docs compiles against what this build has made. */
class DocumentedCodeTest {

  /** This page shows the files of an example; a test of its own compares them. */
  private static final String SHOWS_FILES = "docs/writing-a-transport.md";

  @TempDir Path classes;

  static List<CodeBlock> blocks() {
    return Stream.concat(Stream.of("README.md"), Repository.pages("docs"))
        .filter(page -> !page.equals(SHOWS_FILES))
        .flatMap(page -> CodeBlock.in(page).stream())
        .toList();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyBlockOfJavaCompiles(CodeBlock block) throws IOException {
    assertThat(errorsIn(block)).isEmpty();
  }

  @Test
  void aBlockThatDoesNotCompileIsFound() throws IOException {
    CodeBlock wrong = new CodeBlock("docs/none.md", 1, "rt.sendTo(\"chat\");\n");

    assertThat(errorsIn(wrong)).contains("sendTo");
  }

  private String errorsIn(CodeBlock block) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      boolean good =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-proc:none", "-nowarn", "--release", "17"),
                  null,
                  List.of(new Unit(block)))
              .call();
      return good ? "" : messages.toString();
    }
  }

  /** The compilation unit of a block. */
  private static final class Unit extends SimpleJavaFileObject {
    private final CodeBlock block;

    private Unit(CodeBlock block) {
      super(
          URI.create("string:///" + block.className() + JavaFileObject.Kind.SOURCE.extension),
          JavaFileObject.Kind.SOURCE);
      this.block = block;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return block.source();
    }
  }
}
