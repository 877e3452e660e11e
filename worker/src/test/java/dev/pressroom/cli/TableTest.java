package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands on a screen fits it. */
class TableTest {
  private static final String ID =
      "01JD3Z8Q6VK9M2T5R7X0ABCDEF-finance.a-report-with-a-very-long-name-indeed.by-country";

  private static Terminal wide(int width) {
    return new Terminal(true, width, 24, false);
  }

  private static Table table() {
    return new Table()
        .state("STATE")
        .number("ROWS")
        .job("JOB")
        .row("queued", "7", ID)
        .row("succeeded", "12,000", "short");
  }

  @Test
  void programsGetWholeNames() {
    assertThat(table().lines(Terminal.NONE))
        .containsExactly(
            "STATE        ROWS  JOB", "queued          7  " + ID, "succeeded  12,000  short");
  }

  @Test
  void longNamesAreCutInTheirMiddleAndJobsKeepTheirNumber() {
    assertThat(table().lines(wide(60)))
        .allMatch(line -> line.length() <= 60)
        .element(1)
        .asString()
        .startsWith("queued          7  01JD3Z8Q6VK9M2T5R7X0ABCDEF-")
        .contains("…")
        .endsWith("ry");
  }

  @Test
  void whatIsTooNarrowForAnythingKeepsStatesAndNumbers() {
    assertThat(table().lines(wide(10)).get(2)).startsWith("succeeded  12,000  short");
  }

  @Test
  void whatNamesAndMessagesBringAlongDoesNotDriveTheTerminal() {
    assertThat(new Table().text("A").row("x\u001b[2Jy\rz\nsecond line").lines(Terminal.NONE))
        .containsExactly("A", "x?[2Jy");
  }

  @Test
  void coloursAreForPeopleWhoWantThem() {
    Map<String, String> usual = Map.of("TERM", "xterm", "COLUMNS", "100");
    assertThat(Terminal.of(true, usual)).extracting(Terminal::colours).isEqualTo(true);
    assertThat(Terminal.of(true, usual).width()).isEqualTo(100);
    assertThat(Terminal.of(true, Map.of("TERM", "xterm", "NO_COLOR", "1")).colours()).isFalse();
    assertThat(Terminal.of(true, Map.of("TERM", "dumb")).colours()).isFalse();
    assertThat(Terminal.of(false, Map.of())).isEqualTo(Terminal.NONE);
    assertThat(new Table().state("S").row("failed").lines(new Terminal(true, 80, 24, true)))
        .element(1)
        .isEqualTo("\u001b[31;1mfailed\u001b[0m");
  }

  @Test
  void amountsAreShort() {
    assertThat(Amounts.length(Duration.ofSeconds(59))).isEqualTo("59s");
    assertThat(Amounts.length(Duration.ofSeconds(200))).isEqualTo("3m");
    assertThat(Amounts.length(Duration.ofHours(30))).isEqualTo("30h");
    assertThat(Amounts.length(Duration.ofHours(49))).isEqualTo("2d");
    assertThat(Amounts.exactly(Duration.ofMillis(420))).isEqualTo("0.4s");
    assertThat(Amounts.exactly(Duration.ofSeconds(192))).isEqualTo("3m 12s");
    assertThat(Amounts.size(812)).isEqualTo("812 B");
    assertThat(Amounts.size(1_234_567)).isEqualTo("1.2 MB");
    assertThat(Amounts.size(14_400)).isEqualTo("14 kB");
    assertThat(Amounts.count(1_234_567)).isEqualTo("1,234,567");
  }
}
