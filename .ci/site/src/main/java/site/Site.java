package site;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.ext.heading.anchor.HeadingAnchorExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;

/** Makes a static site of the Markdown files of the repository and checks its links. */
public final class Site {

  private static final String SOURCES =
      "https://github.com/cloud-agnost/agnost-realtime-java/blob/main/";
  private static final List<Extension> EXTENSIONS =
      List.of(TablesExtension.create(), HeadingAnchorExtension.create());
  private static final Pattern HREF = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
  private static final Pattern ID = Pattern.compile("(?:id|name)=\"([^\"]+)\"");

  private final Path root;
  private final Path out;
  private final Parser parser = Parser.builder().extensions(EXTENSIONS).build();
  private final HtmlRenderer renderer = HtmlRenderer.builder().extensions(EXTENSIONS).build();
  private final List<String> problems = new ArrayList<>();
  private final List<Path> pages = new ArrayList<>();

  private Site(Path root) {
    this.root = root;
    this.out = root.resolve("target/site");
  }

  public static void main(String[] args) throws IOException {
    new Site(Path.of(args[0]).toRealPath()).make();
  }

  private void make() throws IOException {
    delete(out);
    Files.createDirectories(out);
    for (String page : List.of("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")) {
      page(root.resolve(page));
    }
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      for (Path each : docs.filter(Files::isRegularFile).sorted().toList()) {
        if (each.toString().endsWith(".md")) {
          page(each);
        } else {
          copy(each, out.resolve(root.relativize(each)));
        }
      }
    }
    decisions();
    Map<String, Path> javadoc = javadoc();
    list("javadoc", "Javadoc", javadoc, "not built");
    list("certificates", "Certificates of the transports", certificates(), "run mvn verify first");
    mermaid();
    checkLinks();
    if (!problems.isEmpty()) {
      problems.forEach(System.err::println);
      throw new IllegalStateException(problems.size() + " links lead nowhere");
    }
    System.out.println(pages.size() + " pages in " + out);
  }

  private void page(Path source) throws IOException {
    Node document = parser.parse(Files.readString(source));
    String[] title = {source.getFileName().toString()};
    document.accept(
        new AbstractVisitor() {
          @Override
          public void visit(Heading heading) {
            if (heading.getLevel() == 1) {
              title[0] = TextContentRenderer.builder().build().render(heading);
            }
          }

          @Override
          public void visit(Link link) {
            link.setDestination(target(source, link.getDestination()));
            visitChildren(link);
          }

          @Override
          public void visit(FencedCodeBlock code) {
            if ("mermaid".equals(code.getInfo())) {
              HtmlBlock diagram = new HtmlBlock();
              diagram.setLiteral("<pre class=\"mermaid\">" + escaped(code.getLiteral()) + "</pre>");
              code.insertAfter(diagram);
              code.unlink();
            }
          }
        });
    write(out.resolve(pathOf(source)), title[0], renderer.render(document));
  }

  /** Pages link to pages; what else the repository has is linked where it is kept. */
  private String target(Path source, String link) {
    if (link.startsWith("#") || link.contains("://") || link.startsWith("mailto:")) {
      return link;
    }
    String[] parts = link.split("#", 2);
    Path file = source.resolveSibling(parts[0]).normalize();
    String anchor = parts.length > 1 ? "#" + parts[1] : "";
    if (!Files.exists(file)) {
      problems.add(root.relativize(source) + ": " + link);
      return link;
    }
    Path inSite = root.relativize(file);
    if (Files.isDirectory(file) && inSite.equals(Path.of("docs/decisions"))) {
      inSite = Path.of("docs/decisions/index.html");
    } else if (isPage(inSite)) {
      inSite = Path.of(pathOf(file));
    } else if (!inSite.startsWith("docs") || Files.isDirectory(file)) {
      return SOURCES + inSite + anchor;
    }
    Path from = Path.of(pathOf(source));
    Path folder = from.getParent() == null ? Path.of("") : from.getParent();
    return folder.relativize(inSite) + anchor;
  }

  private static boolean isPage(Path file) {
    return file.toString().endsWith(".md")
        && (file.getNameCount() == 1 || file.startsWith("docs"));
  }

  private String pathOf(Path source) {
    String path = root.relativize(source).toString().replaceAll("\\.md$", ".html");
    return path.equals("README.html") ? "index.html" : path;
  }

  private void decisions() throws IOException {
    Map<String, Path> all = new TreeMap<>();
    for (Path page : List.copyOf(pages)) {
      if (page.startsWith(out.resolve("docs/decisions"))) {
        Matcher title = Pattern.compile("<title>(.*)</title>").matcher(Files.readString(page));
        all.put(title.find() ? title.group(1) : page.getFileName().toString(), page);
      }
    }
    list("docs/decisions/index", "Decisions", all, "none");
  }

  private Map<String, Path> javadoc() throws IOException {
    Map<String, Path> found = new TreeMap<>();
    for (Path jar : built("-javadoc.jar", "target")) {
      String name = jar.getFileName().toString().replaceAll("-[0-9].*", "");
      Path folder = out.resolve("javadoc").resolve(name);
      unpack(jar, folder);
      found.put(name, folder.resolve("index.html"));
    }
    return found;
  }

  private Map<String, Path> certificates() throws IOException {
    Map<String, Path> found = new TreeMap<>();
    for (Path page : built(".html", "target/transport-tck")) {
      Path to = out.resolve("certificates").resolve(page.getFileName());
      copy(page, to);
      found.put(page.getFileName().toString().replace(".html", ""), to);
    }
    return found;
  }

  private List<Path> built(String ending, String folder) throws IOException {
    List<Path> found = new ArrayList<>();
    for (String module :
        List.of(
            "api", "core", "test-server", "tck", "transport-netty", "transport-jetty",
            "transport-okhttp")) {
      Path in = root.resolve(module).resolve(folder);
      if (Files.isDirectory(in)
          && (module.startsWith("transport") || !folder.endsWith("transport-tck"))) {
        try (Stream<Path> files = Files.list(in)) {
          files.filter(f -> f.toString().endsWith(ending)).forEach(found::add);
        }
      }
    }
    return found;
  }

  private void list(String path, String title, Map<String, Path> entries, String none)
      throws IOException {
    Path page = out.resolve(path + ".html");
    StringBuilder body = new StringBuilder("<h1>" + title + "</h1>\n<ul>\n");
    entries.forEach(
        (name, target) ->
            body.append("<li><a href=\"" + page.getParent().relativize(target) + "\">")
                .append(name)
                .append("</a></li>\n"));
    write(page, title, body + "</ul>\n" + (entries.isEmpty() ? "<p>" + none + "</p>\n" : ""));
  }

  private void write(Path page, String title, String body) throws IOException {
    Files.createDirectories(page.getParent());
    String up = "../".repeat(out.relativize(page).getNameCount() - 1);
    String diagrams =
        body.contains("class=\"mermaid\"")
            ? "<script src=\"" + up + "mermaid.min.js\"></script>\n"
                + "<script>mermaid.initialize({startOnLoad: true})</script>\n"
            : "";
    Files.writeString(
        page,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>"
            + escaped(title)
            + "</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>"
            + "body{font:16px/1.55 system-ui,sans-serif;max-width:64rem;margin:0 auto;padding:1rem}"
            + "nav{border-bottom:1px solid #ccc;padding-bottom:.5rem}nav a{margin-right:1rem}"
            + "table{border-collapse:collapse}th,td{border:1px solid #ccc;padding:.3rem .6rem}"
            + "pre{background:#f6f6f6;padding:.7rem;overflow:auto}pre.mermaid{background:none}"
            + "code{font-size:.92em}</style>\n</head>\n<body>\n<nav>"
            + nav(up)
            + "</nav>\n"
            + body
            + diagrams
            + "</body>\n</html>\n");
    pages.add(page);
  }

  private static String nav(String up) {
    StringBuilder nav = new StringBuilder();
    Map<String, String> entries = new TreeMap<>();
    entries.put("1Start", "index.html");
    entries.put("2Documentation", "docs/README.html");
    entries.put("3Errors", "docs/errors.html");
    entries.put("4Compatibility", "docs/compatibility.html");
    entries.put("5Javadoc", "javadoc.html");
    entries.put("6Certificates", "certificates.html");
    entries.forEach(
        (name, page) ->
            nav.append("<a href=\"" + up + page + "\">" + name.substring(1) + "</a>"));
    return nav.toString();
  }

  private void mermaid() throws IOException {
    String path = "/META-INF/resources/webjars/mermaid/11.6.0/dist/mermaid.min.js";
    try (InputStream script = Site.class.getResourceAsStream(path)) {
      Files.copy(script, out.resolve("mermaid.min.js"));
    }
  }

  private void checkLinks() throws IOException {
    for (Path page : pages) {
      Matcher link = HREF.matcher(Files.readString(page));
      while (link.find()) {
        String to = link.group(1).replace("&amp;", "&");
        if (to.contains("://") || to.startsWith("data:") || to.startsWith("mailto:")) {
          continue;
        }
        URI uri = URI.create(to);
        Path file =
            uri.getPath().isEmpty() ? page : page.resolveSibling(uri.getPath()).normalize();
        if (!Files.isRegularFile(file)
            || (uri.getFragment() != null && !ids(file).contains(uri.getFragment()))) {
          problems.add(out.relativize(page) + ": " + to);
        }
      }
    }
  }

  private static Set<String> ids(Path page) throws IOException {
    Set<String> ids = new HashSet<>();
    Matcher id = ID.matcher(Files.readString(page));
    while (id.find()) {
      ids.add(id.group(1));
    }
    return ids;
  }

  private static void unpack(Path jar, Path folder) throws IOException {
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(jar))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path to = folder.resolve(entry.getName()).normalize();
        if (!entry.isDirectory() && to.startsWith(folder)) {
          Files.createDirectories(to.getParent());
          Files.copy(zip, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
