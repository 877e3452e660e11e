package dev.pressroom.benchmark;

import dev.pressroom.data.ReportConnection;
import dev.pressroom.report.ReportContext;
import dev.pressroom.report.Rows;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The least that a report needs to run. For one thread. */
record BareContext(ReportConnection connection, Instant asOf, Map<String, Object> parameters)
    implements ReportContext {

  @Override
  public String jobId() {
    return "bare";
  }

  @Override
  public Locale locale() {
    return Locale.ENGLISH;
  }

  @Override
  public ZoneId timeZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Optional<String> tenant() {
    return Optional.empty();
  }

  @Override
  public Optional<String> user() {
    return Optional.empty();
  }

  @Override
  public Rows query(String sql, Map<String, ?> values) {
    return connection.query(sql, values);
  }

  @Override
  public void progress(long done, long total, String message) {}

  @Override
  public void warn(String message) {
    throw new IllegalStateException("the page is not as it should be: " + message);
  }

  @Override
  public boolean stopRequested() {
    return false;
  }
}
