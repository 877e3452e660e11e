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
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvRendererTest {
  private static final Layout LAYOUT =
      Layout.titled("t")
          .column(Column.of("name", "Name"))
          .column(Column.of("day", "Day").format("date"))
          .column(Column.of("sales", "Sales").format("money EUR"))
          .build();

  @TempDir Path folder;

  private String csv(Map<String, ?> options, List<List<Object>> rows) throws IOException {
    Rendered file =
        new RenderFixture(folder)
            .render(
                "csv",
                options,
                document -> {
                  document.begin(LAYOUT);
                  rows.forEach(document::row);
                });
    assertThat(file.pages()).isZero();
    return Files.readString(file.file());
  }

  @Test
  void valuesAreForMachinesUnlessAskedOtherwise() throws IOException {
    List<List<Object>> rows =
        List.of(cells("Ana", LocalDate.of(2026, 11, 21), new BigDecimal("-1234.50")));
    assertThat(csv(Map.of(), rows)).isEqualTo("Name,Day,Sales\r\nAna,2026-11-21,-1234.50\r\n");
    assertThat(csv(Map.of("values", "formatted", "delimiter", ";"), rows))
        .isEqualTo("Name;Day;Sales\r\nAna;21.11.2026;-1.234,50\u00A0€\r\n");
  }

  @Test
  void otherTypesArePlainToo() throws IOException {
    assertThat(
            csv(
                Map.of("header", false),
                List.of(
                    cells(Instant.parse("2026-11-21T08:30:00Z"), null, 0.1),
                    cells(true, "", new Money(new BigDecimal("1E+3"), "USD")),
                    cells(new byte[] {1, (byte) 0xFF}, 12L, null))))
        .isEqualTo("2026-11-21T09:30:00+01:00,,0.1\r\ntrue,,1000\r\n01ff,12,\r\n");
  }

  @Test
  void separatorsQuotesAndLineEndsAreQuoted() throws IOException {
    assertThat(csv(Map.of("header", "false"), List.of(cells("a,b", "say \"x\"", "two\nlines"))))
        .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\"\r\n");
  }

  @Test
  void textsThatASpreadsheetWouldRunAreMadeHarmlessAndNumbersStayNumbers() throws IOException {
    List<List<Object>> rows =
        List.of(
            cells("=cmd|' /C calc'!A0", "+1+2", "@SUM(A1)"),
            cells("-5", "-1+2", -7L),
            cells("\t=1", "＝1", "+49 30 1234"));
    assertThat(csv(Map.of("header", false), rows))
        .isEqualTo(
            "'=cmd|' /C calc'!A0,'+1+2,'@SUM(A1)\r\n-5,'-1+2,-7\r\n'\t=1,'＝1,'+49 30 1234\r\n");
    assertThat(csv(Map.of("header", false, "formulas", "keep"), rows)).startsWith("=cmd|");
  }

  @Test
  void aByteOrderMarkIsWrittenOnlyWhenAskedFor() throws IOException {
    assertThat(csv(Map.of("bom", true), List.of())).isEqualTo("\uFEFFName,Day,Sales\r\n");
  }

  @Test
  void aGroupIsAColumnBeforeTheOthersUnlessItIsOneOfThem() throws IOException {
    Layout layout =
        Layout.titled("t")
            .column(Column.of("city", "City"))
            .column(Column.of("name", "Name"))
            .group(Column.of("region", "Region"))
            .group(Column.of("city", "Town"))
            .group(Column.of("since", "Since").format("date"))
            .build();
    Consumer<Document> report =
        document -> {
          document.begin(layout);
          document.row(cells("Bonn", "before"));
          document.group(0, "=North");
          document.groupHeader(0, "shown");
          document.row(cells("Kiel", "a"));
          document.group(1, "Kiel");
          document.group(2, LocalDate.of(2026, 11, 21));
          document.row(cells("Kiel", "b"));
          document.groupFooter(2, null, cells(null, null));
          document.row(cells("Kiel", "c"));
          document.group(2, null);
          document.group(0, "South");
          document.row(cells("Graz", "d"));
          document.groupFooter(0, null, cells(null, null));
          document.row(cells("Bonn", "after"));
        };
    RenderFixture fixture = new RenderFixture(folder);
    assertThat(Files.readString(fixture.render("csv", Map.of(), report).file()).split("\r\n"))
        .containsExactly(
            "Region,Since,City,Name",
            ",,Bonn,before",
            "'=North,,Kiel,a",
            "'=North,2026-11-21,Kiel,b",
            "'=North,,Kiel,c",
            "South,,Graz,d",
            ",,Bonn,after");
    assertThat(
            Files.readString(fixture.render("csv", Map.of("values", "formatted"), report).file()))
        .contains("'=North,21.11.2026,Kiel,b");
  }

  @Test
  void bandsAreNoData() throws IOException {
    Rendered file = new RenderFixture(folder).render("csv", Map.of(), CsvRendererTest::everything);
    assertThat(Files.readString(file.file())).isEqualTo("Name,Day,Sales\r\nx,,\r\n");
  }

  private static void everything(Document document) {
    document.begin(LAYOUT);
    document.groupHeader(0, "head");
    document.row(cells("x", null, null));
    document.groupFooter(0, "foot", cells(null, null, 1L));
    document.summary("sum", cells(null, null, 1L));
    document.text("text");
  }

  @Test
  void aMomentShownAsADateOrATimeIsWrittenAsOne() throws IOException {
    Instant moment = Instant.parse("2026-11-21T23:30:00Z");
    Rendered file =
        new RenderFixture(folder)
            .render(
                "csv",
                Map.of(),
                document -> {
                  document.begin(
                      Layout.titled("")
                          .column(Column.of("d", "D").format("date"))
                          .column(Column.of("t", "T").format("time"))
                          .column(Column.of("a", "A"))
                          .build());
                  LocalDateTime local = LocalDateTime.of(2026, 1, 2, 3, 4);
                  document.row(cells(moment, moment, local));
                  document.row(cells(local, local, local));
                });
    assertThat(Files.readString(file.file()))
        .isEqualTo(
            """
            D,T,A
            2026-11-22,00:30,2026-01-02T03:04:00
            2026-01-02,03:04,2026-01-02T03:04:00
            """
                .replace("\n", "\r\n"));
  }
}
