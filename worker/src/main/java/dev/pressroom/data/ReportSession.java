package dev.pressroom.data;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;

/**
 * For which job a connection is opened, and what its database session is told about it.
 *
 * @param jobId never null; the database's own monitoring shows it, on PostgreSQL as {@code
 *     application_name}
 * @param tenant on whose behalf, or null: {@code current_setting('pressroom.tenant')} on PostgreSQL
 *     (empty if null), {@code @pressroom_tenant} on H2
 * @param user likewise, {@code pressroom.user} and {@code @pressroom_user}
 * @param zone the job's zone, which the session takes on: casts from instants to dates, and
 *     comparisons of instants with columns that have no zone, mean this zone
 * @param statementTimeout how long one statement may run until its first row, on H2, which is still
 *     running while its rows are read, until its last; zero means without limit
 */
public record ReportSession(
    String jobId, String tenant, String user, ZoneId zone, Duration statementTimeout) {

  public ReportSession {
    Objects.requireNonNull(jobId, "jobId");
    Objects.requireNonNull(zone, "zone");
    if (statementTimeout.isNegative()) {
      throw new IllegalArgumentException("statementTimeout " + statementTimeout + " is negative");
    }
  }

  /** A session of nobody in particular, in UTC, without a statement timeout. */
  public static ReportSession of(String jobId) {
    return new ReportSession(jobId, null, null, ZoneOffset.UTC, Duration.ZERO);
  }

  /**
   * {@code pressroom/<job id>}, cut to the 63 bytes that PostgreSQL keeps: what is lost is the end
   * of the report's name, never the part of the id that is unique.
   */
  String applicationName() {
    String name = ("pressroom/" + jobId).replaceAll("[^\\x21-\\x7e]", "?");
    return name.substring(0, Math.min(63, name.length()));
  }
}
