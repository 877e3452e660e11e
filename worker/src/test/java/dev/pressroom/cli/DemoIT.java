package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, as the README's first command runs it. */
class DemoIT {
  @Test
  void theDemoShowsTheWholeWayOfAJob(@TempDir Path temp) throws IOException, InterruptedException {
    Process demo =
        new ProcessBuilder(
                "target/pressroom/bin/pressroom", "demo", "--dir", temp.resolve("demo").toString())
            .redirectErrorStream(true)
            .start();
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
