package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.press.Briefing;
import dev.pressroom.press.Line;
import dev.pressroom.press.PluginFolder;
import dev.pressroom.press.PressExit;
import dev.pressroom.render.Most;
import dev.pressroom.worker.config.PressSettings;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A press alone, spoken to by the test. */
final class PressTest {
  private static final String PASSWORD = "correct horse battery staple";

  @TempDir Path folder;
  private Process process;
  private InputStream heard;

  @BeforeEach
  void start() throws Exception {
    PressSettings settings =
        new PressSettings(
            1,
            48L << 20,
            10,
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofSeconds(3),
            1 << 20,
            1_000_000,
            1_000,
            1L << 30,
            false,
            Path.of(System.getProperty("java.home")),
            List.of());
    process =
        new PressCommand(settings, new PluginFolder(folder.resolve("plugins")))
            .start(folder, Optional.empty());
    heard = new BufferedInputStream(process.getInputStream());
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  private void hello(Duration silence) throws Exception {
    say(
        new Briefing(
                null,
                null,
                List.of(
                    new DataSourceSettings(
                        "warehouse", "jdbc:h2:mem:x", "reader", PASSWORD, Map.of())),
                Locale.ENGLISH,
                ZoneOffset.UTC,
                new Briefing.Limits(silence, 1000, 60, "", Most.UNLIMITED))
            .hello());
    assertThat(Line.read(heard).say()).isEqualTo("ready");
  }

  private void say(Line line) throws Exception {
    process.getOutputStream().write(line.bytes());
    process.getOutputStream().flush();
  }

  private int exit() throws Exception {
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  @Test
  void endsWhenItsInputCloses() throws Exception {
    hello(Duration.ofHours(1));
    process.getOutputStream().close();
    assertThat(exit()).isEqualTo(PressExit.INPUT_CLOSED.code());
  }

  @Test
  void endsWhenItsWorkerIsSilent() throws Exception {
    hello(Duration.ofMillis(600));
    assertThat(exit()).isEqualTo(PressExit.SILENCE.code());
  }

  @Test
  void livesOnWhenItWasFrozenItselfAndItsWorkerSpokeMeanwhile() throws Exception {
    hello(Duration.ofMillis(1500));
    WorkerProcess.signal(process.pid(), "STOP");
    long frozen = System.nanoTime();
    await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              say(Line.say("ping"));
              return System.nanoTime() - frozen > Duration.ofSeconds(3).toNanos();
            });
    WorkerProcess.signal(process.pid(), "CONT");
    say(Line.say("exit"));
    assertThat(exit()).isEqualTo(PressExit.ASKED.code());
  }

  @Test
  void ignoresWhatIsSentToTheWholeGroup() throws Exception {
    hello(Duration.ofHours(1));
    for (String signal : List.of("INT", "TERM", "HUP")) {
      WorkerProcess.signal(process.pid(), signal);
    }
    say(Line.say("exit"));
    assertThat(exit()).isEqualTo(PressExit.ASKED.code());
  }

  @Test
  void refusesWhatIsNotTheProtocol() throws Exception {
    hello(Duration.ofHours(1));
    process.getOutputStream().write("{\"say\":\n".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    assertThat(exit()).isEqualTo(PressExit.FAULT.code());
  }

  @Test
  void aThreadDumpDoesNotLandInTheProtocol() throws Exception {
    hello(Duration.ofHours(1));
    WorkerProcess.signal(process.pid(), "QUIT");
    byte[] dump = process.getErrorStream().readNBytes(200);
    assertThat(new String(dump, StandardCharsets.UTF_8)).contains("Full thread dump");
    assertThat(heard.available()).isZero();
  }

  @Test
  void secretsStandNeitherInItsArgumentsNorInItsEnvironment() throws Exception {
    hello(Duration.ofHours(1));
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    String arguments = Files.readString(proc.resolve("cmdline"), StandardCharsets.ISO_8859_1);
    String environment = Files.readString(proc.resolve("environ"), StandardCharsets.ISO_8859_1);
    assertThat(arguments).contains("PressMain").doesNotContain("horse");
    assertThat(environment).contains("LC_ALL=C.UTF-8").doesNotContain("horse");
    assertThat(environment.split("\0"))
        .allMatch(
            entry ->
                entry.matches(
                    "(?s)(PATH|HOME|USER|TZ|LC_ALL|PRESSROOM_PRESS|PWD|OLDPWD|_|SHLVL)=.*"));
  }
}
