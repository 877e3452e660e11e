package dev.pressroom.report.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pressroom.report.Parameter;
import dev.pressroom.report.ReportException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BadDefinitionsTest {
  private static final String GOOD =
      """
      pressroom: report/1
      title: "Sales for {month:MMMM yyyy}"
      dataSource: warehouse
      parameters:
        month: {type: month, default: previousMonth}
      queries:
        main: {sql: "SELECT * FROM t WHERE d >= :month", maxRows: 10}
      columns:
        sales: {title: Sales, format: money EUR, total: sum, width: 3*}
      groups:
        - {by: region, footer: "Total {region}"}
      bands:
        pageFooter: {center: "Page {page} of {pages}"}
      page: {size: A4, margins: 18mm}
      outputs: [pdf, csv]
      """;

  @TempDir Path folder;

  private List<String> lint(String yaml) throws Exception {
    Path report = Files.createDirectories(folder.resolve("x"));
    Files.writeString(report.resolve("report.yaml"), yaml);
    return Definitions.open(folder, Set.of("pdf", "csv")).lint("x").stream()
        .map(Problem::toString)
        .toList();
  }

  @Test
  void theGoodOneIsGood() throws Exception {
    assertThat(lint(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "report/1             | report/2                  | :1:12 pressroom \"report/2\" is not a form that this version reads",
        "title: \"Sales for {month:MMMM yyyy}\" | titel: x | :1:1 title is missing",
        "title: \"Sales for {month:MMMM yyyy}\" | titel: x | :2:1 titel is unknown (did you mean title?)",
        "{month:MMMM yyyy}    | {mnoth}                   | :2:8 title {mnoth} is not known here (did you mean month?)",
        "{month:MMMM yyyy}    | {month:moeny}             | :2:8 title \"moeny\" is not a format (did you mean money?)",
        "{month:MMMM yyyy}    | {month                    | has a { without }",
        "{month:MMMM yyyy}    | {a + b}                   | expressions are not supported yet by this version",
        "{month:MMMM yyyy}    | {page}                    | {page} is not known here",
        "dataSource: warehouse | dataSource:              | :3:12 dataSource is empty; write a text",
        "type: month          | type: mont                | parameters.month: type \"mont\" is not a type (did you mean month?)",
        "previousMonth        | lastMonth                 | default = \"lastMonth\" is not a month",
        "previousMonth        | previousMonth, masked: yes | parameters.month.masked \"yes\" is not true or false",
        "month: {type         | month_next: {type: text}\\n  month: {type | parameters.month_next is what the month month binds in SQL",
        "previousMonth        | previousMonth, choices: {sql: x} | parameters.month.choices.file or parameters.month.choices.query must be there",
        "previousMonth        | previousMonth, choices: {query: SELECT 1} | the choices' query is for the type choice; this is month",
        "previousMonth}       | previousMonth}\\n  r: {type: choice, choices: {query: 'SELECT r FROM x WHERE y = :mnth'}} | :mnth is not a parameter (did you mean month?)",
        "outputs:             | extends: acme\\noutputs:     | extends \"acme\" is not a theme",
        "outputs:             | extends: ../acme\\noutputs:  | extends \"../acme\" is not a theme's name",
        "outputs:             | logo: {file: a.png}\\noutputs: | logo.file x/a.png does not exist",
        "outputs:             | logo: {file: report.yaml}\\noutputs: | logo.file x/report.yaml is not a PNG or JPEG file",
        "outputs:             | logo: {height: 2m}\\noutputs: | logo.height \"2m\" is not a length",
        "outputs:             | logo: {place: titel}\\noutputs: | logo.place \"titel\" is not a place (did you mean title?)",
        "outputs:             | colors: {zebra: '#12'}\\noutputs: | colors.zebra \"#12\" is not a colour",
        "outputs:             | colors: {zebra: #123456\\n  }\\noutputs: | colors.zebra is empty; a colour stands in quotes",
        "outputs:             | colors: {text: none}\\noutputs: | colors.text \"none\" is not a colour",
        "outputs:             | colors: {zebras: '#123456'}\\noutputs: | colors.zebras is unknown (did you mean zebra?)",
        "outputs:             | font: arial\\noutputs:      | font \"arial\" is not a font; one of: liberation-sans",
        "outputs:             | font: {regular: report.yaml}\\noutputs: | font.regular x/report.yaml is not a TrueType font",
        "previousMonth        | previousMonth, optional: true | is optional and has a default; keep one of the two",
        "previousMonth        | previousMonth, min: 2026-13 | min = \"2026-13\" is not a month",
        "previousMonth        | previousMonth, optional: maybe | optional \"maybe\" is not true or false",
        "month: {type         | 2month: {type             | \"2month\" is not a parameter's name",
        "month: {type         | rows: {type               | \"rows\" is taken",
        ":month               | :mouth                    | :7:43 :mouth is not a parameter (did you mean month?)",
        "maxRows: 10          | maxRows: 1e6              | queries.main.maxRows \"1e6\" is not a number of rows",
        "maxRows: 10          | file: a.sql               | queries.main.file or queries.main.sql must be there, and only one",
        "sql: \"SELECT * FROM t WHERE d >= :month\" | file: ../a.sql | is not the name of a file beside report.yaml",
        "sql: \"SELECT * FROM t WHERE d >= :month\" | file: a.sql    | queries.main.file x/a.sql does not exist",
        "sql: \"SELECT * FROM t WHERE d >= :month\" | sql: \" \"     | queries.main.sql holds no statement",
        "  main:              | other: {sql: SELECT 1}\\n  main: | :7:3 queries.other is not supported yet by this version",
        "money EUR            | moeny                     | :9:33 columns.sales.format \"moeny\" is not a format (did you mean money?)",
        "money EUR            | {cash: EUR}               | columns.sales.format.cash is unknown",
        "total: sum           | total: summ               | columns.sales.total \"summ\" is not a total (did you mean sum?)",
        "total: sum           | total: sum(a) / sum(b)    | is an expression, which is not supported yet by this version",
        "total: sum           | value: a / b              | columns.sales.value is not supported yet by this version",
        "money EUR            | date                      | columns.sales.total sum needs numbers, but the format is date",
        "3*                   | 3px                       | columns.sales.width \"3px\" is not a width",
        "width: 3*            | align: middle             | columns.sales.align \"middle\" is not an alignment",
        "width: 3*            | titel: x                  | columns.sales.titel is unknown (did you mean title?)",
        "by: region           | bye: region               | groups[0].by is missing",
        "by: region           | by: region, title: '{regon}' | groups[0].title {regon} is not known here",
        "by: region           | by: region, bookmark: '{region' | groups[0].bookmark \"{region\" has a { without }",
        "by: region           | by: region, keepTogether: 1 row | groups[0].keepTogether is not supported yet",
        "pageFooter: {center  | pageFoter: {center        | bands.pageFoter is unknown (did you mean pageFooter?)",
        "{pages}              | {pags}                    | bands.pageFooter.center {pags} is not known here (did you mean page?)",
        "pageFooter: {center: \"Page {page} of {pages}\"} | pageFooter: text | bands.pageFooter is a value; it must be a map",
        "size: A4             | size: A44                 | page.size \"A44\" is not a paper size (did you mean A4?)",
        "margins: 18mm        | margins: 18               | page.margins \"18\" is not a length",
        "margins: 18mm        | margins: 100mm            | page the margins leave less than",
        "[pdf, csv]           | [pdf, xlsx]               | :15:16 outputs[1] \"xlsx\" is not supported by this version",
        "[pdf, csv]           | []                        | outputs is empty",
        "[pdf, csv]           | pdf                       | outputs is a value; write a list",
        "outputs:             | dataSource: y\\noutputs:  | dataSource: is there twice, first in line 3",
        "outputs:             | a: &x [1]\\noutputs:      | uses an anchor or alias",
        "outputs:             | a: !!java x\\noutputs:     | uses the tag",
        "outputs:             | ? [a]\\n: b\\noutputs:     | is a key that is not plain text",
        "outputs:             | ---\\noutputs:             | begins a second document",
        "outputs:             | writes: yes\\noutputs:     | writes \"yes\" is not true or false",
        "outputs:             | limits: {row: 10}\\noutputs: | limits.row is unknown (did you mean rows?)",
        "outputs:             | limits: {rows: 0}\\noutputs: | limits.rows \"0\" is not a number of rows",
        "outputs:             | limits: {pages: 1e3}\\noutputs: | limits.pages \"1e3\" is not a number of pages",
        "outputs:             | limits: {bytes: 20}\\noutputs: | limits.bytes \"20\" is not a size",
        "outputs:             | limits: {log: 1k}\\noutputs: | limits.log \"1k\" is not a size from 4k on",
        "outputs:             | limits: {time: 90}\\noutputs: | limits.time \"90\" is not a duration",
        "outputs:             | limits: {time: 10ms}\\noutputs: | limits.time \"10ms\" is not a duration from 1s on",
        "outputs:             | limits: 10\\noutputs: | limits is a value; it must be a map",
        "outputs:             | schedule: x\\noutputs:     | schedule is not supported yet by this version",
        "outputs: [pdf        | outputs: [pdf: [}         | is not YAML",
      })
  void everyMistakeIsNamedWithItsPlaceAndCure(String part, String instead, String message)
      throws Exception {
    assertThat(GOOD).contains(part);
    String bad = GOOD.replace(part, instead.replace("\\n", "\n"));
    List<String> problems = lint(bad);
    assertThat(problems).anyMatch(problem -> problem.contains(message));
    assertThat(problems).allMatch(problem -> problem.matches("(?s)x/report.yaml:[0-9]+:[0-9]+ .*"));
  }

  @Test
  void allMistakesAreReportedAtOnceAndNothingRuns() throws Exception {
    String bad =
        GOOD.replace("money EUR", "moeny")
            .replace("type: month", "type: mont")
            .replace("18mm", "x");
    assertThat(lint(bad)).hasSize(3);
    assertThatExceptionOfType(ReportException.class)
        .isThrownBy(() -> Definitions.open(folder, Set.of("pdf", "csv")).find("x"))
        .withMessageStartingWith("3 things are wrong:")
        .withMessageEndingWith("Nothing was run.")
        .satisfies(e -> assertThat(e.place().orElseThrow().line()).isEqualTo(5));
  }

  @Test
  void hostileYamlIsRefusedQuickly() throws Exception {
    String bomb = "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n";
    assertThat(lint(bomb)).singleElement().asString().contains("anchor or alias");
    assertThat(lint("[".repeat(10_000))).singleElement().asString().contains("nested");
    assertThat(lint("a: \"\u0000\"")).singleElement().asString().contains("is not YAML");
    assertThat(lint("")).singleElement().asString().contains("is empty");
    assertThat(lint("x".repeat(2_000_000))).singleElement().asString().contains("at most 1 MB");
    Files.write(folder.resolve("x/report.yaml"), new byte[] {(byte) 0xC3, 0x28});
    assertThat(Definitions.open(folder, Set.of("pdf")).lint("x"))
        .singleElement()
        .asString()
        .contains("is not UTF-8");
  }

  @Test
  void aTextThatShowsAMaskedParameterIsAWarningAndTheReportRuns() throws Exception {
    String masked =
        GOOD.replace("previousMonth", "previousMonth, masked: true")
            .replace("by: region,", "by: region, header: '{month}',");
    assertThat(lint(masked))
        .containsExactly(
            "x/report.yaml:2:8 warning: title shows the masked parameter month: whoever sees the"
                + " report reads it; leave it out, or do not mask it",
            "x/report.yaml:11:5 warning: groups[0].header shows the masked parameter month: whoever"
                + " sees the report reads it; leave it out, or do not mask it");
    assertThat(Definitions.open(folder, Set.of("pdf", "csv")).find("x").parameters())
        .allMatch(Parameter::masked);
  }
}
