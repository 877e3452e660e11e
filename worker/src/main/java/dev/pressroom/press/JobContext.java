package dev.pressroom.press;

import dev.pressroom.data.ReportConnection;
import dev.pressroom.job.Job;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What one attempt gives its report. For the thread that runs the report. */
final class JobContext implements ReportContext {
  /** More warnings than anybody reads. */
  private static final int MOST_WARNINGS = 200;

  private static final int LONGEST_WARNING = 500;

  private final Job job;
  private final Surroundings surroundings;
  private final Map<String, Object> parameters;
  private final ReportConnection connection;
  private final RunControl control;
  private boolean writes;
  private final List<String> warnings = new ArrayList<>();
  private int dropped;

  /** Locale and zone that count for a job. */
  record Surroundings(Locale locale, ZoneId timeZone) {}

  /**
   * @param connection null if the report has no data source
   */
  JobContext(
      Job job,
      Surroundings surroundings,
      Map<String, Object> parameters,
      ReportConnection connection,
      RunControl control) {
    this.job = job;
    this.surroundings = surroundings;
    this.parameters = parameters;
    this.connection = connection;
    this.control = control;
  }

  /** Lets the report write. */
  JobContext writing() {
    writes = true;
    return this;
  }

  @Override
  public String jobId() {
    return job.id().text();
  }

  @Override
  public Instant asOf() {
    return job.asOf();
  }

  @Override
  public Locale locale() {
    return surroundings.locale();
  }

  @Override
  public ZoneId timeZone() {
    return surroundings.timeZone();
  }

  @Override
  public Optional<String> tenant() {
    return Optional.ofNullable(job.request().principal().tenant());
  }

  @Override
  public Optional<String> user() {
    return Optional.ofNullable(job.request().principal().user());
  }

  @Override
  public Map<String, Object> parameters() {
    return parameters;
  }

  @Override
  public Rows query(String sql, Map<String, ?> values) {
    if (connection == null) {
      throw ReportException.permanent(
          "report \"%s\" asks for rows but names no data source; let its dataSource() return the name"
                  .formatted(job.request().report())
              + " of one that the worker knows. Trying again cannot help.");
    }
    return connection.query(sql, values);
  }

  @Override
  public long update(String sql, Map<String, ?> values) {
    if (connection == null || !writes) {
      throw ReportException.permanent(
          "report \"%s\" writes but does not declare it; let its writes() return true and its"
                  .formatted(job.request().report())
              + " dataSource() name where. Trying again cannot help.");
    }
    return connection.update(sql, values);
  }

  @Override
  public void progress(long done, long total, String message) {
    control.progress(done, total, message);
  }

  @Override
  public void warn(String message) {
    if (warnings.size() >= MOST_WARNINGS) {
      dropped++;
      return;
    }
    String text = String.valueOf(message);
    warnings.add(text.substring(0, Math.min(text.length(), LONGEST_WARNING)));
  }

  @Override
  public boolean stopRequested() {
    return control.stopRequested();
  }

  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    if (dropped > 0) {
      all.add(dropped + " more warnings were dropped");
    }
    return all;
  }
}
