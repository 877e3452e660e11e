package dev.pressroom.press;

import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.render.Renderers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A process that does what a press does for its first job, so that Java can write down the classes
 * for which that asks: the class-data archive with which presses start sooner. Its argument is an
 * empty folder for what it makes.
 */
public final class Rehearsal {
  private static final String URL = "jdbc:h2:mem:rehearsal";
  private static final String DEFINITION =
      """
      pressroom: report/1
      title: "Rehearsal of {month:MMMM yyyy}"
      dataSource: stage
      parameters:
        month: {type: month, default: previousMonth}
      queries:
        main: {sql: "SELECT x / 3 AS act, CAST(x AS DECIMAL(9, 2)) AS amount, CAST(:month AS DATE) AS played FROM SYSTEM_RANGE(1, 9)"}
      columns:
        amount: {title: Amount, format: money EUR, total: sum}
        played: {title: Played, format: date}
      groups:
        - by: act
      outputs: [pdf, csv]
      """;

  private Rehearsal() {}

  public static void main(String[] args) throws IOException, SQLException {
    Path folder = Path.of(args[0]);
    Path report = Files.createDirectories(folder.resolve("reports/rehearsal"));
    Files.writeString(report.resolve("report.yaml"), DEFINITION);
    Briefing briefing =
        new Briefing(
            folder.resolve("reports"),
            folder.resolve("definitions"),
            List.of(new DataSourceSettings("stage", URL, null, null, Map.of())),
            Locale.ENGLISH,
            ZoneOffset.UTC,
            Briefing.Limits.BY_HAND);
    missEveryDatabase();
    try (Connection keeper = DriverManager.getConnection(URL)) {
      Outcome outcome = run(folder, Briefing.of(heard(briefing.hello())));
      if (outcome.failure() != null) {
        throw new IOException("the rehearsal failed: " + outcome.failure().message());
      }
      OutcomeJson.write(outcome);
      keeper.rollback();
    }
  }

  private static Outcome run(Path folder, Briefing briefing) throws IOException {
    Renderers renderers = Renderers.standard();
    Reports reports =
        new Reports(
            briefing.reports(),
            renderers.names(),
            new Plugins(new PluginFolder(folder.resolve("plugins"))));
    JobRequest request = JobRequest.of("rehearsal").output("pdf").output("csv").build();
    Instant now = Instant.now();
    Job job = new Job(JobId.create(now, request.report()), request, now, null);
    Path directory = Files.createDirectories(folder.resolve("job"));
    Files.createDirectories(directory.resolve("attempts/1"));
    Files.write(directory.resolve("job.json"), JobJson.write(job));
    Assignment assignment =
        new Assignment(
            job.id(), new Attempt(1, 1), directory, new Outcome.Route("default", 5), null, null);
    Voice voice = new Voice(OutputStream.nullOutputStream());
    voice.say(assignment.about("started"));
    Leftovers before = new Leftovers();
    Progress progress = new Progress(voice);
    progress.begin(assignment);
    PressRun control =
        new PressRun(
            Assignment.of(heard(assignment.line())), progress, voice, (bytes, setBy) -> {});
    Outcome outcome = new JobRunner(reports, renderers, briefing).run(assignment, control);
    control.over();
    progress.end();
    before.found();
    return outcome;
  }

  /** The drivers' classes are loaded although nobody answers. */
  private static void missEveryDatabase() {
    for (String url :
        List.of("jdbc:h2:tcp://127.0.0.1:1/none", "jdbc:postgresql://127.0.0.1:1/none")) {
      try (Connection connection = DriverManager.getConnection(url)) {
        connection.rollback();
      } catch (SQLException e) {
        // As expected.
        continue;
      }
    }
  }

  private static Line heard(Line said) throws IOException {
    return Line.read(new ByteArrayInputStream(said.bytes()));
  }
}
