package dev.pressroom.press;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * How a press logs: warnings and worse on standard error, which is the attempt's {@code press.log}.
 * Made in Java because reading the same from XML is a fifth of a press's start.
 *
 * <p>Logback finds it by its service file in every process; it does nothing where the system
 * property {@value #PROPERTY} is not set, or a configuration is named.
 */
public final class PressLogging extends ContextAwareBase implements Configurator {
  /** Set in presses. */
  public static final String PROPERTY = "pressroom.press";

  @Override
  public ExecutionStatus configure(LoggerContext context) {
    if (System.getProperty(PROPERTY) == null
        || System.getProperty("logback.configurationFile") != null) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %logger{20} %msg%n");
    encoder.start();
    ConsoleAppender<ILoggingEvent> log = new ConsoleAppender<>();
    log.setContext(context);
    log.setName("log");
    log.setTarget("System.err");
    log.setEncoder(encoder);
    log.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(log);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }
}
