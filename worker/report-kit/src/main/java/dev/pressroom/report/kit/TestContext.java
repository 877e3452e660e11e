package dev.pressroom.report.kit;

import dev.pressroom.job.Principal;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a report gets in a test, and what it says back. For one thread. */
final class TestContext implements ReportContext {
  private final Surroundings surroundings;
  private final Map<String, Object> parameters;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private Queries queries;

  /** The job. */
  record Surroundings(String job, Instant asOf, Locale locale, ZoneId zone, Principal principal) {}

  /** Where rows come from. */
  interface Queries {
    Rows query(String sql, Map<String, ?> parameters);
  }

  TestContext(Surroundings surroundings, Map<String, Object> parameters) {
    this.surroundings = surroundings;
    this.parameters = parameters;
  }

  TestContext answering(Queries from) {
    queries = from;
    return this;
  }

  List<String> warnings() {
    return warnings;
  }

  List<String> progress() {
    return progress;
  }

  @Override
  public String jobId() {
    return surroundings.job();
  }

  @Override
  public Instant asOf() {
    return surroundings.asOf();
  }

  @Override
  public Locale locale() {
    return surroundings.locale();
  }

  @Override
  public ZoneId timeZone() {
    return surroundings.zone();
  }

  @Override
  public Optional<String> tenant() {
    return Optional.ofNullable(surroundings.principal().tenant());
  }

  @Override
  public Optional<String> user() {
    return Optional.ofNullable(surroundings.principal().user());
  }

  @Override
  public Map<String, Object> parameters() {
    return parameters;
  }

  @Override
  public Rows query(String sql, Map<String, ?> values) {
    return queries.query(sql, values);
  }

  @Override
  public void progress(long done, long total, String message) {
    progress.add(done + " of " + total + (message == null ? "" : " " + message));
  }

  @Override
  public void warn(String message) {
    warnings.add(message);
  }

  @Override
  public boolean stopRequested() {
    return false;
  }
}
