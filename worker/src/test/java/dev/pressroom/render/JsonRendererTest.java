package dev.pressroom.render;

import static dev.pressroom.render.RenderFixture.cells;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class JsonRendererTest {
  private static final Layout LAYOUT =
      Layout.titled("Größe \"1\"")
          .column(Column.of("name", "Name"))
          .column(Column.of("day", "Day").format("date"))
          .column(Column.of("sales", "Sales").format("money EUR"))
          .group(Column.of("region", "Region"))
          .build();

  @TempDir Path folder;

  private static void report(Document document) {
    document.begin(LAYOUT);
    document.group(0, "North");
    document.groupHeader(0, "shown");
    document.row(
        cells(
            "Ana\n\u0001", LocalDate.of(2026, 11, 21), new BigDecimal("12345678901234567890.10")));
    document.groupFooter(0, "Total", cells(null, null, 1L));
    document.group(0, null);
    document.row(cells("half \uD800 pair 😀", Instant.parse("2026-11-21T08:30:00Z"), 0.1));
    document.row(cells(true, Double.NaN, new Money(new BigDecimal("1E+3"), "USD")));
    document.summary("All", cells(null, null, 2L));
    document.text("text");
  }

  private String rendered(String format) throws IOException {
    Rendered file = new RenderFixture(folder).render(format, Map.of(), JsonRendererTest::report);
    return Files.readString(file.file());
  }

  @Test
  void aDocumentNamesItsColumnsAndHasTheRowsAsObjects() throws IOException {
    JsonNode json = new JsonMapper().readTree(rendered("json"));

    assertThat(json.path("title").stringValue()).isEqualTo("Größe \"1\"");
    assertThat(json.path("created").stringValue()).isEqualTo("2026-11-21T09:30:00+01:00");
    assertThat(json.path("columns").size()).isEqualTo(4);
    assertThat(json.path("columns").get(0).path("name").stringValue()).isEqualTo("region");
    assertThat(json.path("columns").get(3).path("format").stringValue()).isEqualTo("money EUR");
    assertThat(json.path("rows").size()).isEqualTo(3);
    assertThat(json.path("rows").get(0).path("name").stringValue()).isEqualTo("Ana\n\u0001");
    assertThat(json.path("rows").get(1).path("name").stringValue()).endsWith("pair 😀");
  }

  @Test
  void aLineIsARowAndNumbersKeepTheirDigits() throws IOException {
    String[] lines = rendered("jsonl").split("\n");

    assertThat(lines).hasSize(3);
    assertThat(lines[0])
        .isEqualTo(
            "{\"region\":\"North\",\"name\":\"Ana\\n\\u0001\",\"day\":\"2026-11-21\","
                + "\"sales\":12345678901234567890.10}");
    assertThat(lines[1]).startsWith("{\"region\":null,").endsWith("+01:00\",\"sales\":0.1}");
    assertThat(lines[2])
        .isEqualTo(
            "{\"region\":null,\"name\":true,\"day\":\"NaN\","
                + "\"sales\":{\"amount\":1000,\"currency\":\"USD\"}}");
  }

  @Test
  void noRowsAreAnEmptyList() throws IOException {
    Rendered file =
        new RenderFixture(folder).render("json", Map.of(), document -> document.begin(LAYOUT));
    JsonNode json = new JsonMapper().readTree(Files.readString(file.file()));
    assertThat(json.path("rows").isArray()).isTrue();
    assertThat(json.path("rows").size()).isZero();
  }
}
