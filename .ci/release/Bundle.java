import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Collects what the build has made into {@code target/release}: a repository in the layout of Maven
 * Central and the same as a zip file for upload. Then reads it as Central does and fails with all
 * that is missing. Run by the profile {@code release}; arguments: the version, and the key for
 * signatures or an empty text for none.
 */
public final class Bundle {

  private static final String GROUP = "dev/agnost/realtime";
  private static final FileTime TIME = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
  private static final List<String> CHECKSUMS = List.of("MD5", "SHA-1", "SHA-256", "SHA-512");

  /** What is published; each artifact is "agnost-realtime-" and this name. */
  private static final List<String> MODULES =
      List.of(
          "bom",
          "api",
          "core",
          "test-server",
          "tck",
          "transport-netty",
          "transport-jetty",
          "transport-okhttp",
          "doctor");

  private final String version;
  private final String key;
  private final Path root = Path.of("target", "release", "repository");

  private Bundle(String version, String key) {
    this.version = version;
    this.key = key;
  }

  public static void main(String[] args) throws Exception {
    Bundle bundle = new Bundle(args[0], args.length > 1 ? args[1] : "");
    bundle.collect();
    List<String> problems = bundle.problems();
    if (!problems.isEmpty()) {
      problems.forEach(System.err::println);
      throw new IllegalStateException(problems.size() + " problems in target/release");
    }
    bundle.zip(Path.of("target", "release", "bundle-" + bundle.version + ".zip"));
    System.out.println("target/release/bundle-" + bundle.version + ".zip is complete");
  }

  private void collect() throws Exception {
    delete(root);
    for (String module : MODULES) {
      Path folder = Files.createDirectories(folder(module));
      boolean pomOnly = module.equals("bom");
      Path pom = Path.of(directory(module), pomOnly ? "pom.xml" : ".flattened-pom.xml");
      Files.copy(pom, folder.resolve(file(module, ".pom")));
      for (String end : pomOnly ? List.<String>of() : ends(module)) {
        Path jar = Path.of(directory(module), "target", file(module, end));
        if (Files.exists(jar)) {
          Files.copy(jar, folder.resolve(jar.getFileName()));
        }
      }
      for (Path each : files(folder)) {
        sign(each);
      }
      for (Path each : files(folder)) {
        if (!each.toString().endsWith(".asc")) {
          writeChecksums(each);
        }
      }
    }
  }

  private static String directory(String module) {
    return module.equals("doctor") ? "examples/doctor" : module;
  }

  private static List<String> ends(String module) {
    List<String> ends = new ArrayList<>(List.of(".jar", "-sources.jar", "-javadoc.jar"));
    if (module.equals("doctor")) {
      ends.add("-all.jar");
    }
    return ends;
  }

  private void sign(Path file) throws IOException, InterruptedException {
    if (key.isBlank()) {
      return;
    }
    Process gpg =
        new ProcessBuilder("gpg", "--batch", "--local-user", key, "-ab", file.toString())
            .inheritIO()
            .start();
    if (gpg.waitFor() != 0) {
      throw new IOException("gpg failed on " + file);
    }
  }

  private static void writeChecksums(Path file) throws Exception {
    for (String algorithm : CHECKSUMS) {
      Files.writeString(checksum(file, algorithm), digest(file, algorithm));
    }
  }

  private static Path checksum(Path file, String algorithm) {
    return Path.of(file + "." + algorithm.toLowerCase(Locale.ROOT).replace("-", ""));
  }

  private static String digest(Path file, String algorithm) throws Exception {
    MessageDigest digest = MessageDigest.getInstance(algorithm);
    return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(file)));
  }

  /** What Central would refuse, and what this project promises beside it. */
  private List<String> problems() throws Exception {
    List<String> problems = new ArrayList<>();
    for (String module : MODULES) {
      Path folder = folder(module);
      boolean pomOnly = module.equals("bom");
      List<String> ends = new ArrayList<>(List.of(".pom"));
      ends.addAll(pomOnly ? List.of() : ends(module));
      for (String end : ends) {
        Path file = folder.resolve(file(module, end));
        if (!Files.exists(file)) {
          problems.add(file + " is missing");
          continue;
        }
        for (String algorithm : CHECKSUMS) {
          if (!Files.readString(checksum(file, algorithm)).equals(digest(file, algorithm))) {
            problems.add(checksum(file, algorithm) + " is wrong");
          }
        }
        if (!key.isBlank() && !Files.exists(Path.of(file + ".asc"))) {
          problems.add(file + " has no signature");
        }
      }
      checkPom(folder.resolve(file(module, ".pom")), pomOnly, problems);
      if (!pomOnly && Files.exists(folder.resolve(file(module, ".jar")))) {
        checkJar(folder.resolve(file(module, ".jar")), problems);
      }
    }
    return problems;
  }

  private void checkPom(Path pom, boolean pomOnly, List<String> problems) throws Exception {
    Document document =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    Element project = document.getDocumentElement();
    Map<String, Element> children = children(project);
    for (String needed :
        List.of("groupId", "artifactId", "version", "name", "description", "url", "licenses",
            "developers", "scm")) {
      Element element = children.get(needed);
      if (element == null || element.getTextContent().isBlank()) {
        problems.add(pom + " has no " + needed);
      }
    }
    for (String unwanted : List.of("parent", "build", "profiles", "repositories", "modules")) {
      if (children.containsKey(unwanted)) {
        problems.add(pom + " has " + unwanted);
      }
    }
    String text = Files.readString(pom);
    if (text.contains("<scope>test</scope>")) {
      problems.add(pom + " has test dependencies");
    }
    if (!pomOnly && text.contains("${")) {
      problems.add(pom + " has unresolved properties");
    }
  }

  private static Map<String, Element> children(Element parent) {
    Map<String, Element> children = new LinkedHashMap<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.put(element.getTagName(), element);
      }
    }
    return children;
  }

  private void checkJar(Path file, List<String> problems) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      if (jar.getEntry("META-INF/LICENSE") == null) {
        problems.add(file + " has no META-INF/LICENSE");
      }
      Manifest manifest = jar.getManifest();
      if (!version.equals(manifest.getMainAttributes().getValue("Implementation-Version"))) {
        problems.add(file + " has no Implementation-Version " + version);
      }
    }
  }

  /** In a fixed order and with fixed times, so that equal content makes equal bytes. */
  private void zip(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Path each : files(root)) {
        ZipEntry entry = new ZipEntry(root.relativize(each).toString().replace('\\', '/'));
        entry.setLastModifiedTime(TIME);
        zip.putNextEntry(entry);
        try (InputStream in = Files.newInputStream(each)) {
          in.transferTo(zip);
        }
        zip.closeEntry();
      }
    }
  }

  private Path folder(String module) {
    return root.resolve(GROUP).resolve("agnost-realtime-" + module).resolve(version);
  }

  private String file(String module, String end) {
    return "agnost-realtime-" + module + "-" + version + end;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path each : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }
}
