package dev.pressroom.queue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What the store logs while this is open. */
public final class LogOf implements AutoCloseable {
  private final Logger logger =
      (Logger) LoggerFactory.getLogger(Store.class.getPackage().getName());
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  public LogOf() {
    events.start();
    logger.setLevel(Level.WARN);
    logger.setAdditive(false);
    logger.addAppender(events);
  }

  public List<String> lines() {
    return List.copyOf(events.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(events);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
