package dev.pressroom.report.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pressroom.report.Document;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.ReportException;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputNamesTest {
  private static final Report REPORT =
      new Report() {
        @Override
        public String name() {
          return "sales";
        }

        @Override
        public void generate(ReportContext context, Document document) {}
      };

  private static String fill(String template, Object who) {
    TestContext context =
        new TestContext()
            .locale(Locale.GERMANY)
            .with("month", YearMonth.of(2026, 10))
            .with("regions", List.of("a", "b"))
            .with("n", 1234567L)
            .with("who", who);
    return OutputNames.fill(template, REPORT, context);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sales-{month}             | sales-2026-10",
        "sales-{month:yyyy_MM}     | sales-2026_10",
        "{asOf} {user} {tenant}    | 2026-11-21 ada none",
        "{regions} {n} {{x}        | a, b 1234567 {x}",
      })
  void placesAreFilledInAlikeInEveryLocale(String template, String name) {
    assertThat(fill(template, "x")).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../../etc/passwd   | __.._etc_passwd",
        ".hidden            | _hidden",
        "a/b\\c:d           | a_b_c_d",
        "dots...            | dots",
      })
  void whatNoFileMayBeCalledIsReplaced(String who, String name) {
    assertThat(fill("{who}", who)).isEqualTo(name).doesNotContain("/", "\\");
  }

  @Test
  void controlCharactersAndLengthAreTamed() {
    assertThat(fill("{who}", "a\nb\u0000c\uD800")).isEqualTo("a_b_c_");
    assertThat(fill("{who}", "Ω".repeat(500)).getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(200);
  }

  @Test
  void unknownNamesAndEmptyResultsAreRefused() {
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> fill("{mnoth}", "x"))
        .withMessageContaining("output name \"{mnoth}\" of report sales: {mnoth} is not known here")
        .withMessageContaining("did you mean month?");
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> fill("{who}", "  "))
        .withMessageContaining("nothing is left of it");
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> fill("{rows}", "x"))
        .withMessageContaining("{rows} is not known here");
  }
}
