package dev.pressroom.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.EncoderBase;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes what is logged as text for people or as one JSON object a line. Whatever stands in a
 * message, a line begins with nothing but a time: control characters are shown as escapes, stacks
 * are indented. What repeats within a minute is counted, not written ({@link FloodGuard}).
 *
 * <p>Called by the appender, one thread at a time.
 */
public final class LogLines extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();

  private final FloodGuard guard = new FloodGuard(System::nanoTime);
  private volatile boolean json;

  /** Has this process's log written so, unless it was started with a configuration of its own. */
  public static void use(String format, String level) {
    if (System.getProperty("logback.configurationFile") == null
        && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      var root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
      root.setLevel(Level.toLevel(level));
      root.iteratorForAppenders()
          .forEachRemaining(
              appender -> {
                if (appender instanceof ConsoleAppender<ILoggingEvent> console
                    && console.getEncoder() instanceof LogLines lines) {
                  lines.setFormat(format);
                }
              });
    }
  }

  /**
   * @param format {@code text} or {@code json}
   */
  public void setFormat(String format) {
    json = format.equals("json");
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    long repeats = event.getLevel().isGreaterOrEqual(Level.WARN) ? guard.repeats(key(event)) : 0;
    if (repeats < 0) {
      return new byte[0];
    }
    return json ? json(event, repeats) : text(event, repeats).getBytes(StandardCharsets.UTF_8);
  }

  private static String key(ILoggingEvent event) {
    return event.getLoggerName() + event.getFormattedMessage() + event.getMDCPropertyMap();
  }

  private static String text(ILoggingEvent event, long repeats) {
    StringBuilder line = new StringBuilder(200);
    line.append(time(event)).append(String.format(" %-5s ", event.getLevel()));
    clean(line, event.getFormattedMessage());
    if (repeats > 0) {
      line.append(" (and ").append(repeats).append(" times more since it was last said)");
    }
    new TreeMap<>(event.getMDCPropertyMap())
        .forEach(
            (name, value) -> {
              line.append(' ').append(name).append('=');
              clean(line, value);
            });
    line.append('\n');
    stack(event)
        .lines()
        .forEach(
            frame -> {
              line.append("    ");
              clean(line, frame.replace("\t", "  "));
              line.append('\n');
            });
    return line.toString();
  }

  private static byte[] json(ILoggingEvent event, long repeats) {
    Map<String, String> context = new TreeMap<>(event.getMDCPropertyMap());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(300);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
      String message = event.getFormattedMessage();
      out.writeStartObject();
      out.writeStringProperty("time", time(event));
      out.writeStringProperty("level", event.getLevel().toString());
      String verb = Verbs.of(message);
      if (verb != null) {
        out.writeStringProperty("verb", verb);
      }
      out.writeStringProperty("message", message);
      context.forEach(out::writeStringProperty);
      if (repeats > 0) {
        out.writeNumberProperty("repeated", repeats);
      }
      out.writeStringProperty("logger", event.getLoggerName());
      out.writeStringProperty("thread", event.getThreadName());
      String stack = stack(event);
      if (!stack.isEmpty()) {
        out.writeStringProperty("error", stack);
      }
      out.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static String time(ILoggingEvent event) {
    String time =
        Instant.ofEpochMilli(event.getTimeStamp()).truncatedTo(ChronoUnit.MILLIS).toString();
    return time.contains(".") ? time : time.replace("Z", ".000Z");
  }

  private static String stack(ILoggingEvent event) {
    return event.getThrowableProxy() == null
        ? ""
        : ThrowableProxyUtil.asString(event.getThrowableProxy());
  }

  /** What could end the line, move the cursor or turn the writing round is shown as an escape. */
  private static void clean(StringBuilder to, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        to.append("\\n");
      } else if (Character.isISOControl(c)
          || (c >= '\u2028' && c <= '\u202e')
          || (c >= '\u2066' && c <= '\u2069')) {
        to.append(String.format("\\u%04x", (int) c));
      } else {
        to.append(c);
      }
    }
  }
}
