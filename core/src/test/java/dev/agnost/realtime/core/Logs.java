package dev.agnost.realtime.core;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the product logs while this is open, at every level. */
public final class Logs implements AutoCloseable {

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.agnost.realtime");
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  private Logs() {
    events.start();
    logger.addAppender(events);
    logger.setLevel(Level.TRACE);
  }

  /** Begins to listen. */
  public static Logs capture() {
    return new Logs();
  }

  /** All lines, each with its level. */
  public List<String> lines() {
    return events.list.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  /** The lines at WARN and above. */
  public List<String> atLeastWarn() {
    return events.list.stream()
        .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  @Override
  public void close() {
    logger.detachAppender(events);
    logger.setLevel(null);
  }
}
