package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
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
  void aJobCanBeRunWithItsReportAsItWas() throws Exception {
    Path spool = home.resolve("work");
    String id = submitted("-o", "csv");
    assertThat(worker(spool).code()).isZero();
    definition("sales", "{title: Turnover, format: number}");

    try (Stream<Path> versions = Files.list(spool.resolve("definitions"))) {
      assertThat(versions.map(path -> path.resolve("sales/report.yaml")))
          .singleElement()
          .satisfies(yaml -> assertThat(yaml).content().contains("title: Amount"));
    }
    Path job;
    try (Stream<Path> jobs = Files.walk(spool.resolve("succeeded"), 2)) {
      job = jobs.filter(path -> path.endsWith(id)).findFirst().orElseThrow();
    }
    assertThat(job.resolve("attempts/1/definition")).doesNotExist();

    String file = config.toString();
    Path was = home.resolve("was");
    Said said = pressroom("run", "-c", file, "--as-it-was", "--to", was.toString(), job.toString());
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(was.resolve("output/sales.csv")).content().startsWith("Region,Amount");
    Path now = home.resolve("now");
    assertThat(pressroom("run", "-c", file, "--to", now.toString(), job.toString()).code())
        .isZero();
    assertThat(now.resolve("output/sales.csv")).content().startsWith("Region,Turnover");

    try (Stream<Path> files = Files.walk(spool.resolve("definitions"))) {
      for (Path kept : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(kept);
      }
    }
    Path gone = home.resolve("gone");
    Said refused =
        pressroom("run", "-c", file, "--as-it-was", "--to", gone.toString(), job.toString());
    assertThat(refused.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(refused.err())
        .contains("is not kept, and today's is another", "leave out --as-it-was");
  }

  @Test
  void aWorkerWithAnUnusableSpoolSaysSoInItsExitCode() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "");
    Said said = worker(file);

    assertThat(said.code()).as(said.out()).isEqualTo(ExitCode.QUEUE);
    assertThat(said.out()).contains(file.toString());
  }
}
