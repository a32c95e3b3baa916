package dev.agnost.realtime.testserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What an application gets on its test class path with this module. */
class ApplicationClassPathTest {

  private static final Path POM = Path.of("pom.xml");
  private static final Path PARENT = Path.of("..", "pom.xml");

  @Test
  void theModulePassesOnNoDependency() throws Exception {
    Set<String> passedOn = new TreeSet<>();
    for (Path pom : List.of(POM, PARENT)) {
      Element project =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(pom.toFile())
              .getDocumentElement();
      addPassedOn(project, passedOn);
    }
    System.out.println(
        "Test class path of an application: agnost-realtime-test-server and " + passedOn);

    assertThat(passedOn).isEmpty();
  }

  /** Adds the dependencies that Maven passes on to a project that depends on this one. */
  private static void addPassedOn(Element project, Set<String> passedOn) {
    NodeList lists = project.getChildNodes();
    for (int i = 0; i < lists.getLength(); i++) {
      if (lists.item(i) instanceof Element list && list.getTagName().equals("dependencies")) {
        NodeList dependencies = list.getElementsByTagName("dependency");
        for (int j = 0; j < dependencies.getLength(); j++) {
          Element dependency = (Element) dependencies.item(j);
          String scope = text(dependency, "scope", "compile");
          boolean optional = Boolean.parseBoolean(text(dependency, "optional", "false"));
          if (!optional && (scope.equals("compile") || scope.equals("runtime"))) {
            passedOn.add(text(dependency, "artifactId", "?"));
          }
        }
      }
    }
  }

  private static String text(Element element, String child, String absent) {
    NodeList found = element.getElementsByTagName(child);
    return found.getLength() == 0 ? absent : found.item(0).getTextContent().strip();
  }

  @Test
  void theServerRunsOnItsOwnClassesAlone() throws Exception {
    String own =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> entry.endsWith("classes")) // of this module: main and test
            .reduce("", (all, entry) -> all + File.pathSeparator + entry)
            .substring(1);
    Path output = Files.createTempFile("server-alone", ".txt");
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                own,
                ServerAlone.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(output)).startsWith("serves http://");
      assertThat(program.exitValue()).isZero();
    } finally {
      program.destroyForcibly();
      Files.delete(output);
    }
  }
}
