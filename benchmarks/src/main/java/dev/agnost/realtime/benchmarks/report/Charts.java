package dev.agnost.realtime.benchmarks.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.agnost.realtime.benchmarks.Results;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The plots of the report, as SVG. */
public final class Charts {

  private static final int WIDTH = 900;
  private static final int HEIGHT = 420;
  private static final int ROTATION = 40;

  private final Results results;
  private final List<String> contestants;

  /** Plots of these contestants, in this order. */
  public Charts(Results results, List<String> contestants) {
    this.results = results;
    this.contestants = List.copyOf(contestants);
  }

  /** Writes them into the folder {@code images}. */
  public void write(Path docs) throws IOException {
    Path images = docs.resolve("images");
    Files.createDirectories(images);
    svg(
        chart("Receiving 1 KB: CPU microseconds per message", "receive.1024.cpu"),
        images.resolve("performance-receive.svg"));
    svg(
        chart("Sending 1 KB: CPU microseconds per message", "send.1024.cpu"),
        images.resolve("performance-send.svg"));
  }

  private CategoryChart chart(String title, String metric) {
    List<String> names =
        contestants.stream().filter(name -> results.of(name, metric).isPresent()).toList();
    List<Double> values =
        names.stream().map(name -> results.of(name, metric).orElseThrow().median()).toList();
    CategoryChart chart =
        new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).build();
    chart
        .getStyler()
        .setLegendVisible(false)
        .setLegendPosition(LegendPosition.InsideNE)
        .setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setXAxisLabelRotation(ROTATION);
    chart.getStyler().setLabelsVisible(true);
    chart.addSeries("CPU", names, values);
    return chart;
  }

  private static void svg(CategoryChart chart, Path file) throws IOException {
    VectorGraphics2D graphics = new VectorGraphics2D();
    chart.paint(graphics, WIDTH, HEIGHT);
    try (OutputStream out = Files.newOutputStream(file)) {
      new SVGProcessor()
          .getDocument(graphics.getCommands(), new PageSize(WIDTH, HEIGHT))
          .writeTo(out);
    }
  }
}
