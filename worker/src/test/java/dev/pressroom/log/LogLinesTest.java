package dev.pressroom.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LogLinesTest {
  private final LogLines lines = new LogLines();
  private final Logger logger = new LoggerContext().getLogger("x.Y");

  private String line(Level level, String message, Throwable thrown) {
    LoggingEvent event = new LoggingEvent("", logger, level, message, thrown, null);
    event.setMDCPropertyMap(Map.of("job", "01J", "attempt", "1 of 3", "tenant", "acme"));
    return new String(lines.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void aLineForPeopleNamesTheStepAndTheJob() {
    assertThat(line(Level.INFO, "settled state=succeeded", null))
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z INFO  settled state=succeeded"
                + " attempt=1 of 3 job=01J tenant=acme\n");
  }

  @Test
  void nothingInAMessageBeginsALineMovesTheCursorOrTurnsTheWriting() {
    String evil = "a\n2026-11-21 INFO settled\r\u001b[2Jb\u0085c\u2028d\u202ee\0";
    String text = line(Level.INFO, evil, new IOException(evil));
    assertThat(text.lines().skip(1)).isNotEmpty().allMatch(line -> line.startsWith("    "));
    assertThat(text.chars().filter(c -> c != '\n'))
        .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x202e);
    assertThat(text).contains("a\\n2026-11-21 INFO settled\\u000d\\u001b[2Jb");
  }

  @Test
  void aLineForProgramsIsOneObject() {
    lines.setFormat("json");
    String text = line(Level.WARN, "released at=\"x\"\nnow", new IOException("no\nluck"));
    assertThat(text.lines()).hasSize(1);
    Map<?, ?> read = JsonMapper.builder().build().readValue(text, Map.class);
    assertThat(read.get("verb")).isEqualTo("released");
    assertThat(read.get("message")).isEqualTo("released at=\"x\"\nnow");
    assertThat(read.get("tenant")).isEqualTo("acme");
    assertThat((String) read.get("error")).startsWith("java.io.IOException: no\nluck");
  }

  @Test
  void theSameWarningIsSaidOnceAMinuteAndCounted() {
    AtomicLong now = new AtomicLong();
    FloodGuard guard = new FloodGuard(now::get);
    assertThat(guard.repeats("down")).isZero();
    for (int second = 1; second < 60; second++) {
      now.set(Duration.ofSeconds(second).toNanos());
      assertThat(guard.repeats("down")).isEqualTo(-1);
    }
    assertThat(guard.repeats("another")).isZero();
    now.set(Duration.ofSeconds(60).toNanos());
    assertThat(guard.repeats("down")).isEqualTo(59);
  }

  @Test
  void stepsAreNeverHeldBack() {
    assertThat(line(Level.INFO, "claimed", null)).isNotEmpty();
    assertThat(line(Level.INFO, "claimed", null)).isNotEmpty();
    assertThat(line(Level.WARN, "down", null)).isNotEmpty();
    assertThat(line(Level.WARN, "down", null)).isEmpty();
  }

  @Test
  void theReadmeHasTheTableOfVerbs() throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains(Verbs.markdown());
  }
}
