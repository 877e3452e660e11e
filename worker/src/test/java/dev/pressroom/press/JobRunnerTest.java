package dev.pressroom.press;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.render.Paper;
import dev.pressroom.render.Renderers;
import dev.pressroom.report.definition.Limits;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Job directories run in this process, as {@code pressroom run} does. */
final class JobRunnerTest {
  private static final String URL = "jdbc:h2:mem:job-runner-test";

  @TempDir Path folder;
  private Connection keeper;
  private int jobs;

  @BeforeEach
  void makeDataAndDefinitions() throws Exception {
    keeper = DriverManager.getConnection(URL);
    try (Statement statement = keeper.createStatement()) {
      statement.execute(
          "CREATE TABLE sale (city VARCHAR(20), amount DECIMAL(10, 2)) AS"
              + " VALUES ('Ἀθῆναι', 10.50), ('Bern', 20.25)");
    }
    define(
        "sales", "warehouse", "SELECT city, amount FROM sale WHERE amount > :least ORDER BY city");
    define("typo", "warehouse", "SELECT city, amonut FROM sale WHERE amount > :least");
    define("elsewhere", "warehose", "SELECT city, amount FROM sale WHERE amount > :least");
    define("far", "unreachable", "SELECT city, amount FROM sale WHERE amount > :least");
  }

  @AfterEach
  void drop() throws SQLException {
    keeper.close();
  }

  private void define(String name, String source, String sql) throws Exception {
    Path report = Files.createDirectories(folder.resolve("reports/finance").resolve(name));
    Files.writeString(
        report.resolve("report.yaml"),
        """
        pressroom: report/1
        title: "Sales above {least}"
        dataSource: %s
        parameters:
          least: {type: number, default: 0}
        queries:
          main: {file: main.sql}
        columns:
          city: {title: City}
          amount: {title: Amount, format: number 0.01, total: sum}
        outputs: [pdf, csv]
        """
            .formatted(source));
    Files.writeString(report.resolve("main.sql"), sql);
  }

  private Outcome run(JobRequest.Builder request) throws Exception {
    Renderers renderers = Renderers.standard();
    Briefing briefing =
        new Briefing(
            folder.resolve("reports"),
            folder.resolve("definitions"),
            List.of(
                new DataSourceSettings("warehouse", URL, null, null, Map.of()),
                new DataSourceSettings(
                    "unreachable", "jdbc:h2:tcp://127.0.0.1:1/none", null, null, Map.of())),
            Locale.ENGLISH,
            ZoneOffset.UTC,
            Briefing.Limits.BY_HAND);
    Reports reports =
        new Reports(
            briefing.reports(),
            renderers.names(),
            new Plugins(new PluginFolder(folder.resolve("plugins"))));
    JobRequest built = request.build();
    Job job = new Job(JobId.create(Instant.now(), built.report()), built, Instant.EPOCH, null);
    Path directory = folder.resolve("job" + ++jobs);
    Files.createDirectories(directory.resolve("attempts/1"));
    Files.write(directory.resolve("job.json"), JobJson.write(job));
    Assignment assignment =
        new Assignment(
            job.id(), new Attempt(1, 3), directory, new Outcome.Route("default", 5), null, null);
    return new JobRunner(reports, renderers, briefing).run(assignment, new Unattended());
  }

  /** Nobody listens and nobody stops it. */
  private static final class Unattended implements RunControl {
    @Override
    public void progress(long done, long total, String message) {}

    @Override
    public void found(Outcome.Report report, Limits limits) {}

    @Override
    public boolean stopRequested() {
      return false;
    }

    @Override
    public void onStop(Runnable cancel) {}
  }

  @Test
  void aDefinitionBecomesPdfAndCsvFromOneSnapshot() throws Exception {
    Outcome outcome =
        run(JobRequest.of("finance.sales").parameter("least", 15).output("pdf").output("csv"));
    assertThat(outcome.failure()).isNull();
    assertThat(outcome.state()).isEqualTo(JobState.SUCCEEDED);
    assertThat(outcome.produced().rows()).isEqualTo(1);
    assertThat(outcome.report().digest()).matches("[0-9a-f]{64}");
    assertThat(outcome.produced().artifacts())
        .extracting(artifact -> artifact.file() + " " + artifact.pages())
        .containsExactly("sales.pdf 1", "sales.csv null");
    assertThat(outcome.run().snapshotAt()).isAfter(Instant.now().minus(Duration.ofMinutes(1)));
    assertThat(folder.resolve("job1/attempts/1/output/sales.csv")).content().contains("Bern");
  }

  @Test
  void everyFormatIsMadeFromOneQueryAndHasTheSameTotal() throws Exception {
    define("all", "warehouse", "SELECT city, amount FROM sale WHERE amount > :least ORDER BY city");
    Path yaml = folder.resolve("reports/finance/all/report.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace("outputs: [pdf, csv]", "groups: [{by: city, footer: \"Total {city}\"}]"));
    try (Statement statement = keeper.createStatement()) {
      statement.execute("SET QUERY_STATISTICS TRUE");
      statement.execute(
          "INSERT INTO sale SELECT 'City ' || MOD(x, 3), x / 4.0 FROM SYSTEM_RANGE(1, 300)");
    }
    JobRequest.Builder request = JobRequest.of("finance.all");
    List<String> formats = List.of("pdf", "xlsx", "csv", "html", "json", "jsonl");
    formats.forEach(request::output);

    assertThat(run(request).state()).isEqualTo(JobState.SUCCEEDED);

    assertThat(executions("%FROM sale WHERE%")).isEqualTo(1);
    // 10.50, 20.25 and a quarter of the numbers from 1 to 300
    BigDecimal total = new BigDecimal("11318.25");
    Path made = folder.resolve("job1/attempts/1/output");
    assertThat(Paper.text(made.resolve("all.pdf"))).contains("11,318.25");
    assertThat(made.resolve("all.html")).content().contains("<td>11,318.25</td>");
    try (ReadableWorkbook book = new ReadableWorkbook(made.resolve("all.xlsx").toFile())) {
      List<Row> rows = book.getFirstSheet().read();
      assertThat(rows.get(rows.size() - 1).getCellAsNumber(1)).contains(total);
    }
    List<String> amounts = new ArrayList<>();
    JsonMapper json = new JsonMapper();
    json.readTree(made.resolve("all.json").toFile())
        .path("rows")
        .forEach(row -> amounts.add(row.path("amount").asString()));
    assertThat(sum(amounts)).isEqualByComparingTo(total);
    assertThat(
            sum(
                Files.readAllLines(made.resolve("all.jsonl")).stream()
                    .map(line -> json.readTree(line).path("amount").asString())
                    .toList()))
        .isEqualByComparingTo(total);
    assertThat(
            sum(
                Files.readAllLines(made.resolve("all.csv")).stream()
                    .skip(1)
                    .map(line -> line.substring(line.indexOf(',') + 1))
                    .toList()))
        .isEqualByComparingTo(total);
  }

  private static BigDecimal sum(List<String> amounts) {
    assertThat(amounts).hasSize(302);
    return amounts.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private long executions(String sql) throws SQLException {
    try (PreparedStatement statement =
        keeper.prepareStatement(
            "SELECT SUM(execution_count) FROM information_schema.query_statistics"
                + " WHERE sql_statement LIKE ?")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getLong(1);
      }
    }
  }

  @Test
  void aVersionThatIsNotKeptIsLeftInTheAttemptsFolder() throws Exception {
    Outcome outcome = run(JobRequest.of("finance.sales").output("csv"));
    ReportVersion left =
        ReportVersion.read(
            ReportVersion.leftIn(folder.resolve("job1/attempts/1")), new LocalDisk());
    assertThat(left.files())
        .containsOnlyKeys("finance/sales/main.sql", "finance/sales/report.yaml");
    assertThat(left.digest()).isEqualTo(outcome.report().digest());

    Files.createDirectories(folder.resolve("definitions").resolve(left.digest()));
    run(JobRequest.of("finance.sales").output("csv"));
    assertThat(folder.resolve("job2/attempts/1/definition")).doesNotExist();
  }

  @Test
  void aMaskedValueIsInNoMessageOfTheReportOrItsDatabase() throws Exception {
    define("masked", "warehouse", "SELECT city, CAST(:card AS INTEGER) AS amount FROM sale");
    Path yaml = folder.resolve("reports/finance/masked/report.yaml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replace("Sales above {least}", "Sales")
            .replace(
                "least: {type: number, default: 0}",
                "card: {type: text, masked: true, maxLength: 16}"));

    Outcome sql = run(JobRequest.of("finance.masked").parameter("card", "4111-2222").output("csv"));
    assertThat(sql.reason()).isEqualTo(Reason.REPORT_FAILED);
    assertThat(sql.report().masked()).containsExactly("card");
    assertThat(OutcomeJson.write(sql)).asString().contains("•••").doesNotContain("4111-2222");

    Outcome parameter =
        run(JobRequest.of("finance.masked").parameter("card", "4111-2222-3333-4444").output("csv"));
    assertThat(OutcomeJson.write(parameter)).asString().doesNotContain("4111");
    assertThat(parameter.failure().message())
        .isEqualTo(
            "parameter card must be a text, of at most 16 characters; its value is masked and not"
                + " shown here");
  }

  @Test
  void wrongSqlIsPlacedAndPermanentAndLeavesNoHalfArtifact() throws Exception {
    Outcome outcome = run(JobRequest.of("finance.typo").output("csv"));
    assertThat(outcome.reason()).isEqualTo(Reason.REPORT_FAILED);
    assertThat(outcome.failure().permanent()).isTrue();
    assertThat(outcome.failure().place().sql()).contains("amonut");
    assertThat(folder.resolve("job1/attempts/1/output").toFile().list()).isEmpty();
  }

  @Test
  void anUnknownDataSourceIsNamedWithTheKnownOnes() throws Exception {
    Outcome outcome = run(JobRequest.of("finance.elsewhere").output("csv"));
    assertThat(outcome.reason()).isEqualTo(Reason.REPORT_FAILED);
    assertThat(outcome.failure().message())
        .contains("warehose", "did you mean warehouse?", "warehouse, unreachable");
  }

  @Test
  void aDataSourceThatCannotBeReachedIsNotTheJobsFault() throws Exception {
    Outcome outcome = run(JobRequest.of("finance.far").output("csv"));
    assertThat(outcome.reason()).isEqualTo(Reason.RELEASED);
    assertThat(outcome.failure().permanent()).isFalse();
  }

  @Test
  void badParametersAndFormatsArePermanent() throws Exception {
    Outcome parameter = run(JobRequest.of("finance.sales").parameter("lest", "x").output("csv"));
    assertThat(parameter.failure().message()).contains("lest", "did you mean least?");
    Outcome format = run(JobRequest.of("finance.sales").output("docx"));
    assertThat(format.failure().message()).contains("docx", "pdf, xlsx, csv");
    assertThat(List.of(parameter.reason(), format.reason())).containsOnly(Reason.REPORT_FAILED);
  }
}
