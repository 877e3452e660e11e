package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, as the README's first command runs it. */
class DemoIT {
  @TempDir Path temp;

  @Test
  void theDemoShowsTheWholeWayOfAJob() throws IOException, InterruptedException {
    show();
  }

  @Test
  void theSameWithAQueueInH2() throws IOException, InterruptedException {
    show("--store", "jdbc:h2:file:" + temp.resolve("queue"));
  }

  @Test
  void theSameWithAQueueInPostgres() throws IOException, InterruptedException {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      show(
          "--store",
          "jdbc:postgresql://localhost:"
              + server.getPort()
              + "/postgres?user=postgres&password=secret");
      assertThat(Files.readString(temp.resolve("demo/worker.log"))).doesNotContain("secret");
    }
  }

  private void show(String... more) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "target/pressroom/bin/pressroom",
                "demo",
                "--dir",
                temp.resolve("demo").toString()));
    command.addAll(List.of(more));
    Process demo = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(demo.waitFor()).as(said).isZero();
    assertThat(said)
        .containsPattern("sales.by-region  succeeded\n    Sales 2026-10.pdf, \\d+ bytes")
        .containsPattern("customers.directory  succeeded")
        .contains("parameter month = \"2026-13\" is not a month")
        .contains("Column \"P.PRCIE\" not found")
        .contains("the report needs more memory than a press has")
        .contains("Sales by region, October 2026")
        .contains("Where:   broken/sql/stock.sql, line 2, column 10")
        .contains("It ended with exit code 0.");
    assertThat(temp.resolve("demo/work/published/sales/2026-10.pdf")).isNotEmptyFile();
    assertThat(temp.resolve("demo/work/running")).isEmptyDirectory();
  }
}
