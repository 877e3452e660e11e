package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The verb {@code worker}, in a process of its own, where H2 was not loaded before. */
class CommandLineWorkerTest extends AtTheCommandLine {
  private Said worker(Path spool) throws IOException, InterruptedException {
    String surefire = System.getProperty("surefire.test.class.path");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                surefire == null ? System.getProperty("java.class.path") : surefire,
                Pressroom.class.getName()));
    command.addAll(
        List.of("worker", "--until-empty", "-c", config.toString(), "-Q", spool.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), said, "");
  }

  @Test
  void aWorkerServesTheSpoolThatTheCommandLineNames() throws Exception {
    Path spool = home.resolve("other");
    String id = submitted("-Q", spool.toString(), "-o", "csv", "--publish-at", "sales/today");

    Said said = worker(spool);

    assertThat(said.code()).as(said.out()).isZero();
    assertThat(pressroom("show", id, "-Q", spool.toString()).out()).contains("succeeded");
    assertThat(pressroom("list", "-Q", spool.toString()).out()).contains("1 of 3  default");
    assertThat(pressroom("list", "-Q", spool.toString(), "--json").out())
        .contains("\"queue\" : \"default\"", "\"attempt\" : 1");
    assertThat(spool.resolve("published/sales/today.csv")).isNotEmptyFile();
    assertThat(home.resolve("work")).doesNotExist();
  }

  @Test
  void aWorkerWithAnUnusableSpoolSaysSoInItsExitCode() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "");
    Said said = worker(file);

    assertThat(said.code()).as(said.out()).isEqualTo(ExitCode.QUEUE);
    assertThat(said.out()).contains(file.toString());
  }
}
