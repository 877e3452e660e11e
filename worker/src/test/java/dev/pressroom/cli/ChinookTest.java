package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.h2.tools.RunScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report over a database that we did not make; its sums are known from elsewhere. */
class ChinookTest {
  private static final Path SCRIPT = Path.of("../../shared/data/chinook/chinook-h2.sql");
  private static final Path REPORTS = Path.of("src/test/resources/chinook/reports");

  @TempDir Path home;

  @Test
  void salesByCountryAndCustomerHasTheKnownTotals() throws Exception {
    assumeTrue(Files.exists(SCRIPT), "skipped: the Chinook data is not beside the project");
    String url =
        "jdbc:h2:file:"
            + home.resolve("chinook")
            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;AUTO_SERVER=TRUE";
    RunScript.execute(url, "sa", "", SCRIPT.toString(), StandardCharsets.UTF_8, false);
    Path config =
        Files.writeString(
            home.resolve("pressroom.yaml"),
            "pressroom: worker/1\nreports: "
                + REPORTS.toAbsolutePath()
                + "\ndataSources:\n  chinook: {url: \""
                + url
                + "\", user: sa}\n");
    StringWriter said = new StringWriter();

    int code =
        Pressroom.line()
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true))
            .execute(
                "preview",
                "music.sales-by-country",
                "-c",
                config.toString(),
                "-o",
                "pdf",
                "--locale",
                "en-US",
                "--to",
                home.resolve("out").toString());

    assertThat(code).as(said.toString()).isZero();
    String text = text(home.resolve("out/output/sales-by-country.pdf"));
    assertThat(total(text, "412 invoices")).containsExactly("412", "$2,328.60");
    assertThat(total(text, "Total USA")).contains("$523.06");
    assertThat(total(text, "Total Canada")).contains("$303.96");
    assertThat(total(text, "Total France")).contains("$195.10");
  }

  private static String text(Path pdf) throws Exception {
    try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      return stripper.getText(document);
    }
  }

  /** The numbers that stand to the left and to the right of a label. */
  private static List<String> total(String text, String label) {
    Matcher match =
        Pattern.compile("([0-9]+)\\s+" + Pattern.quote(label) + "\\s+(\\$[0-9,.]+)").matcher(text);
    assertThat(match.find()).as("%s in %s", label, text).isTrue();
    return List.of(match.group(1), match.group(2));
  }
}
