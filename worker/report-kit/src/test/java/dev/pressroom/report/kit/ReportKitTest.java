package dev.pressroom.report.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.report.Column;
import dev.pressroom.report.Document;
import dev.pressroom.report.Layout;
import dev.pressroom.report.Parameter;
import dev.pressroom.report.ParameterType;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportKitTest {
  private static final List<String> COLUMNS = List.of("city", "n");

  /** Cities in two groups; says what it is asked to say. */
  private static final class Cities implements Report {
    @Override
    public String name() {
      return "test.cities";
    }

    @Override
    public List<Parameter> parameters() {
      return List.of(Parameter.of("least", ParameterType.INTEGER).orElse(0));
    }

    @Override
    public Optional<String> dataSource() {
      return Optional.of("map");
    }

    @Override
    public Set<String> outputs() {
      return Set.of("csv");
    }

    @Override
    public void generate(ReportContext context, Document document) {
      document.begin(
          Layout.titled("For " + context.tenant().orElse("all"))
              .column(Column.of("city", "City"))
              .column(Column.of("n", "N").format("integer"))
              .group(Column.of("least", "Least"))
              .build());
      Object least = context.parameters().get("least");
      document.group(0, least);
      document.groupHeader(0, "from " + least);
      String sql = "SELECT city, n FROM Cities WHERE n >= :least";
      try (Rows rows = context.query(sql, Map.of("least", least))) {
        while (rows.next()) {
          document.row(List.of(rows.get("city"), rows.get("n")));
          context.progress(rows.number(), 2, "reading");
        }
      }
      document.groupFooter(0, "so many", List.of("", 2L));
      context.warn("maps are never new");
    }
  }

  private static ReportTest cities() {
    return ReportTest.of(new Cities()).rows(COLUMNS, List.of("Bern", 1L), List.of("Oslo", 2L));
  }

  @Test
  void everythingThatAReportWritesIsRecordedInItsOrder() {
    Made made = cities().principal("acme", "ada").parameter("least", 1).run();
    assertThat(made.title()).isEqualTo("For acme");
    assertThat(made.bands())
        .extracting(Band::kind)
        .containsExactly(
            Band.Kind.GROUP, Band.Kind.HEADER, Band.Kind.ROW, Band.Kind.ROW, Band.Kind.FOOTER);
    assertThat(made.rows()).containsExactly(List.of("Bern", 1L), List.of("Oslo", 2L));
    assertThat(made.of(Band.Kind.HEADER)).extracting(Band::text).containsExactly("from 1");
    assertThat(made.summary()).isEmpty();
    assertThat(made.warnings()).containsExactly("maps are never new");
    assertThat(made.progress()).containsExactly("1 of 2 reading", "2 of 2 reading");
  }

  @Test
  void theLongestPartOfAQueryThatFitsAnswersIt() {
    Made made = cities().rowsWhere("from cities", COLUMNS, List.of("Rome", 3L)).run();
    assertThat(made.rows()).containsExactly(List.of("Rome", 3L));
  }

  @Test
  void aQueryWithoutAnAnswerIsNamed() {
    assertThatThrownBy(() -> ReportTest.of(new Cities()).run())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("FROM Cities WHERE");
  }

  @Test
  void answersThatNoDatabaseGivesAreRefused() {
    assertThatThrownBy(() -> cities().rows(List.of("City", "n")))
        .hasMessageContaining("\"City\" is not in lower case");
    assertThatThrownBy(() -> cities().rows(COLUMNS, List.of("Bern")))
        .hasMessageContaining("[Bern] has 1 values");
  }

  @Test
  void parametersAndOutputsAreHeldToWhatIsDeclared(@TempDir Path folder) {
    assertThatThrownBy(() -> cities().parameter("lest", 1).run())
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("did you mean least?");
    assertThatThrownBy(() -> cities().pdf(folder.resolve("x.pdf")))
        .hasMessageContaining("is not made as pdf; it offers: csv");
    assertThat(cities().csv(Map.of("delimiter", "semicolon"))).startsWith("Least;City;N");
  }

  @Test
  void aRowOfTheWrongLengthIsRefusedAsInAPress() {
    Report wrong =
        new Report() {
          @Override
          public String name() {
            return "test.wrong";
          }

          @Override
          public void generate(ReportContext context, Document document) {
            document.begin(Layout.titled("").column(Column.of("a", "A")).build());
            document.row(List.of(1, 2));
          }
        };
    assertThatThrownBy(() -> ReportTest.of(wrong).run())
        .hasMessageContaining("a row of 2 values in a layout of 1 columns");
  }

  @Test
  void aReportWithoutADataSourceMayNotAsk() {
    Report rude =
        new Report() {
          @Override
          public String name() {
            return "test.rude";
          }

          @Override
          public void generate(ReportContext context, Document document) {
            context.query("SELECT 1", Map.of());
          }
        };
    assertThatThrownBy(() -> ReportTest.of(rude).rows(COLUMNS).run())
        .isInstanceOf(ReportException.class)
        .hasMessageContaining("names no data source");
  }
}
