package dev.pressroom.data;

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
 */
public record ReportSession(String jobId, String tenant, String user, ZoneId zone) {

  public ReportSession {
    Objects.requireNonNull(jobId, "jobId");
    Objects.requireNonNull(zone, "zone");
  }

  /** A session of nobody in particular, in UTC. */
  public static ReportSession of(String jobId) {
    return new ReportSession(jobId, null, null, ZoneOffset.UTC);
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
