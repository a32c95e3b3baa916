package dev.agnost.realtime.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** An examination as one JSON object. */
final class JsonReport {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private JsonReport() {}

  static String of(Target target, String transport, List<StepReport> reports, int exitCode) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("url", target.url()).put("transport", transport).put("exitCode", exitCode);
    reports.forEach(report -> fill(root.withArray("steps").addObject(), report));
    return text(root);
  }

  private static void fill(ObjectNode step, StepReport report) {
    step.put("step", report.step().title());
    step.put("status", report.status().name().toLowerCase(Locale.ROOT));
    step.put("millis", report.took().toMillis());
    step.put("detail", report.detail());
    Diagnosis diagnosis = report.diagnosis();
    if (diagnosis != null) {
      ObjectNode error = step.putObject("error");
      error.put("code", diagnosis.code());
      error.put("serverCode", diagnosis.serverCode());
      error.put("message", diagnosis.came());
      error.put("meaning", diagnosis.advice().meaning());
      error.put("remedy", diagnosis.advice().remedy());
    }
  }

  /** A received message as one line. */
  static String line(String channel, String event, String payload) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("channel", channel).put("event", event).put("payload", payload);
    return text(line);
  }

  private static String text(ObjectNode node) {
    try {
      return MAPPER.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers cannot be written", e);
    }
  }
}
