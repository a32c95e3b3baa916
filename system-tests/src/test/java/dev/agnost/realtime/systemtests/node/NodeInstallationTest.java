package dev.agnost.realtime.systemtests.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeInstallationTest {
  @Test
  void nodeThatIsTooOldIsNamedWithWhatIsNeeded() {
    assertThatThrownBy(() -> NodeInstallation.checkNodeVersion("v16.20.2\n"))
        .isInstanceOf(NodeMissingException.class)
        .hasMessage("Node.js v16.20.2 is too old: install 18 or newer");
  }

  @Test
  void nodeThatPrintsNoVersionIsNotTrusted() {
    assertThatThrownBy(() -> NodeInstallation.checkNodeVersion("usage: node"))
        .isInstanceOf(NodeMissingException.class)
        .hasMessageContaining("usage: node");
  }

  @Test
  void nodeEighteenIsNewEnough() {
    assertThatCode(() -> NodeInstallation.checkNodeVersion("v18.0.0")).doesNotThrowAnyException();
  }

  @Test
  void everyFileOfTheProjectIsUnpacked(@TempDir Path folder) throws Exception {
    NodeResources.PACKAGES.extractTo(folder);
    NodeResources.SERVER.extractTo(folder);

    Path project = Path.of("src/test/resources/dev/agnost/realtime/systemtests/node");
    assertThat(names(folder)).containsExactlyElementsOf(names(project));
  }

  private static List<String> names(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.equals("node_modules"))
          .sorted()
          .toList();
    }
  }
}
