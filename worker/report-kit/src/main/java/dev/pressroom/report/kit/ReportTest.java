package dev.pressroom.report.kit;

import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.data.ReportConnection;
import dev.pressroom.data.ReportSession;
import dev.pressroom.job.JobRequest;
import dev.pressroom.render.FanOut;
import dev.pressroom.render.Output;
import dev.pressroom.render.Renderer;
import dev.pressroom.render.Renderers;
import dev.pressroom.render.Rendering;
import dev.pressroom.report.Parameters;
import dev.pressroom.report.Report;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a report in Java within a test, as a press would: the parameters are read and checked by the
 * same code, the document is held to the same rules, files are made by the same renderers.
 *
 * <pre>{@code
 * Made made = ReportTest.of(new OpenItems())
 *     .parameter("asAt", "2026-11-21")
 *     .rows(List.of("customer", "open"), List.of("Ada", new BigDecimal("12.50")))
 *     .run();
 * assertThat(made.rows()).containsExactly(List.of("Ada", new BigDecimal("12.50")));
 * }</pre>
 *
 * <p>Unless said otherwise, the job is of 2026-01-15, 12:00 UTC, in English and UTC, and its
 * queries give no rows: tests give the same on every machine and on every day. It may be run
 * several times. For one thread.
 */
public final class ReportTest {
  private static final String JOB = "01JD3Z8Q6VK9M2T5R7X0ABCDEF-";

  private final Report report;
  private final JobRequest.Builder request;
  private final Answers answers = new Answers();
  private Instant asOf = Instant.parse("2026-01-15T12:00:00Z");
  private Locale locale = Locale.ENGLISH;
  private ZoneId zone = ZoneOffset.UTC;
  private DataSourceSettings database;

  private ReportTest(Report report) {
    this.report = report;
    this.request = JobRequest.of(report.name());
  }

  /**
   * Begins a test.
   *
   * @throws IllegalArgumentException if the report's name is none that a job could ask for
   */
  public static ReportTest of(Report report) {
    return new ReportTest(report);
  }

  /** A parameter, as a job gives it: text, a number, a boolean, a date, or a list of those. */
  public ReportTest parameter(String name, Object value) {
    request.parameter(name, value);
    return this;
  }

  /** The moment that "today" means. */
  public ReportTest asOf(Instant moment) {
    asOf = moment;
    return this;
  }

  /** The same, such as {@code 2026-11-21T08:30:00Z}. */
  public ReportTest asOf(String moment) {
    return asOf(Instant.parse(moment));
  }

  public ReportTest locale(Locale other) {
    locale = other;
    return this;
  }

  public ReportTest timeZone(String other) {
    zone = ZoneId.of(other);
    return this;
  }

  /** On whose behalf; each may be null. */
  public ReportTest principal(String tenant, String user) {
    request.principal(tenant, user);
    return this;
  }

  /**
   * What every query gives that no other answer is for.
   *
   * @param columns their labels, in lower case
   * @param rows values as {@link dev.pressroom.report.Rows} gives them
   */
  public ReportTest rows(List<String> columns, List<?>... rows) {
    return rowsWhere("", columns, rows);
  }

  /**
   * What a query gives whose SQL contains this, whatever its case; of several answers that fit,
   * that of the longest part counts.
   */
  public final ReportTest rowsWhere(String partOfSql, List<String> columns, List<?>... rows) {
    answers.add(partOfSql, columns, List.of(rows));
    return this;
  }

  /**
   * Has queries run on a database, as a press does: on a read-only connection with one snapshot.
   * Its driver must be on the test's class path; H2's and PostgreSQL's are.
   *
   * @param url such as {@code jdbc:h2:mem:test}
   * @param user may be null
   * @param password may be null
   */
  public ReportTest database(String url, String user, String password) {
    String name = report.dataSource().orElse("test");
    database = new DataSourceSettings(name, url, user, password, Map.of());
    return this;
  }

  /** The same, without user and password. */
  public ReportTest database(String url) {
    return database(url, null, null);
  }

  /**
   * Runs the report and gives what it wrote.
   *
   * @throws ReportException if parameters are wrong, the database refuses, or the report says so
   */
  public Made run() {
    Recording recording = new Recording();
    return made(recording, run(List.of(recording), null));
  }

  /** Makes the CSV file and gives its text. */
  public String csv() {
    return csv(Map.of());
  }

  /** The same with options, as a job gives them. */
  public String csv(Map<String, ?> options) {
    try {
      Path folder = Files.createTempDirectory("report-test");
      Path file = folder.resolve("test.csv");
      try {
        file("csv", file, options);
        return Files.readString(file, StandardCharsets.UTF_8);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes the PDF file; one that is there is replaced. */
  public Made pdf(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file("pdf", file, Map.of());
  }

  private Made file(String format, Path file, Map<String, ?> options) {
    if (!report.outputs().isEmpty() && !report.outputs().contains(format)) {
      throw ReportException.permanent(
          "report \"%s\" is not made as %s; it offers: %s"
              .formatted(report.name(), format, String.join(", ", report.outputs())));
    }
    Recording recording = new Recording();
    return made(recording, run(List.of(recording), new Output(format, file, options)));
  }

  private static Made made(Recording recording, TestContext context) {
    return new Made(recording.layout(), recording.bands(), context.warnings(), context.progress());
  }

  private TestContext run(List<Renderer> recorders, Output output) {
    JobRequest job = request.build();
    Map<String, Object> parameters =
        Parameters.resolve(report.parameters(), job.parameters(), asOf, zone);
    TestContext context =
        new TestContext(
            new TestContext.Surroundings(JOB + report.name(), asOf, locale, zone, job.principal()),
            parameters);
    if (report.dataSource().isEmpty()) {
      run(context.answering(this::refuse), recorders, output);
      return context;
    }
    if (database == null) {
      run(context.answering(answers), recorders, output);
      return context;
    }
    ReportSession session =
        new ReportSession(context.jobId(), job.principal().tenant(), job.principal().user(), zone);
    try (ReportConnection connection = ReportConnection.open(database, session)) {
      run(context.answering(connection::query), recorders, output);
    }
    return context;
  }

  private Rows refuse(String sql, Map<String, ?> parameters) {
    throw ReportException.permanent(
        "report \"%s\" asks for rows but names no data source; let its dataSource() return one"
            .formatted(report.name()));
  }

  private void run(TestContext context, List<Renderer> recorders, Output output) {
    Rendering rendering = new Rendering(locale, zone, asOf, context::warn, context::stopRequested);
    try (FanOut all = open(rendering, recorders, output)) {
      report.generate(context, all);
      all.finish();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError("the report failed with " + e, e);
    }
  }

  private static FanOut open(Rendering rendering, List<Renderer> recorders, Output output)
      throws IOException {
    return output == null
        ? new FanOut(recorders, rendering)
        : Renderers.standard().open(List.of(output), rendering, recorders);
  }
}
