package dev.agnost.realtime.systemtests.client;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** Everything that SLF4J and java.util.logging are given until this is closed. */
public final class AllLogs implements AutoCloseable {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // synchronizes itself
  private final ch.qos.logback.classic.Logger root;
  private final ch.qos.logback.classic.Logger jetty;
  private final Level rootLevel;
  private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
  private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
  private final Logger julRoot = LogManager.getLogManager().getLogger("");
  private final java.util.logging.Level julLevel = julRoot.getLevel();
  private final Handler[] julOthers = julRoot.getHandlers();
  private final Handler handler = new ToBytes();

  /** At every level, Jetty's own included. */
  public static AllLogs ofEverybody() {
    return new AllLogs(Level.TRACE);
  }

  /**
   * At every level; but of Jetty itself only INFO and above: below that it prints the first and the
   * last 16 bytes of all that it reads, so also what a server chooses to send.
   */
  public static AllLogs butWhatJettyReads() {
    return new AllLogs(Level.INFO);
  }

  private AllLogs(Level ofJetty) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    jetty = context.getLogger("org.eclipse.jetty");
    rootLevel = root.getLevel();
    root.iteratorForAppenders().forEachRemaining(others::add);
    others.forEach(root::detachAppender); // the console stays readable
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %thread %logger %msg%n%ex{full}%mdc%n");
    encoder.start();
    appender.setContext(context);
    appender.setEncoder(encoder);
    appender.setOutputStream(bytes);
    appender.start();
    root.addAppender(appender);
    root.setLevel(Level.TRACE);
    jetty.setLevel(ofJetty);
    for (Handler other : julOthers) {
      julRoot.removeHandler(other);
    }
    julRoot.addHandler(handler);
    julRoot.setLevel(java.util.logging.Level.ALL);
  }

  /** Logger, thread, message, and exceptions with their causes. */
  public String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    root.setLevel(rootLevel);
    jetty.setLevel(null);
    root.detachAppender(appender);
    others.forEach(root::addAppender);
    julRoot.setLevel(julLevel);
    julRoot.removeHandler(handler);
    for (Handler other : julOthers) {
      julRoot.addHandler(other);
    }
  }

  private final class ToBytes extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    @Override
    public void publish(LogRecord record) {
      bytes.writeBytes(formatter.format(record).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
