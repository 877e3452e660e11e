package dev.pressroom.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What one attempt of one job gives a report. Valid until {@link Report#generate} returns; for use
 * by the thread that called it.
 */
public interface ReportContext {

  /** The job's id, for messages. Never null. */
  String jobId();

  /** The moment that "now" and "today" mean in this job. Never null; the same in every attempt. */
  Instant asOf();

  /** The locale that values are formatted in. Never null. */
  Locale locale();

  /** The zone that instants are shown in. Never null. */
  ZoneId timeZone();

  /** On whose behalf the job runs, if it said so. */
  Optional<String> tenant();

  /** The user on whose behalf the job runs, if it said so. */
  Optional<String> user();

  /**
   * The checked values of the declared parameters, defaults filled in. An optional parameter that
   * was not given is present with the value null. Values have the type that {@link ParameterType}
   * states.
   */
  Map<String, Object> parameters();

  /**
   * One parameter's value.
   *
   * @return null only for an optional parameter that was not given
   * @throws IllegalArgumentException if the report declares no such parameter
   * @throws ClassCastException if its values are not of that type
   */
  default <T> T parameter(String name, Class<T> type) {
    if (!parameters().containsKey(name)) {
      throw new IllegalArgumentException(
          "the report declares no parameter \""
              + name
              + "\"; it declares "
              + parameters().keySet());
    }
    return type.cast(parameters().get(name));
  }

  /**
   * Runs a query on the job's own snapshot. {@code :name} in the SQL is bound, never pasted; a
   * {@link java.util.Collection} becomes as many binds as it has members (an empty one matches
   * nothing). Every query of one job sees the same snapshot.
   *
   * @param sql one statement
   * @param parameters by name, without the colon; values of the types of {@link ParameterType}, or
   *     null
   * @return rows as they come from the database; close them
   * @throws ReportException if the report has no data source, a name is unbound, or the database
   *     refuses
   */
  Rows query(String sql, Map<String, ?> parameters);

  /**
   * Writes, in the transaction that the queries read in. For a report that declares {@link
   * Report#writes}; committed when the report is complete.
   *
   * @param sql one INSERT, UPDATE, DELETE or MERGE, with {@code :name} as in {@link #query}
   * @return how many rows were written
   * @throws ReportException if the report does not declare that it writes, or the database refuses
   */
  default long update(String sql, Map<String, ?> parameters) {
    throw ReportException.permanent(
        "nothing can be written here; let the report's writes() return true, and run it as a job");
  }

  /**
   * Tells the waiting host how far it is. Cheap: call it as often as convenient.
   *
   * @param total 0 if it is not known
   * @param message a few words for a person, or null
   */
  void progress(long done, long total, String message);

  /** Notes something that does not fail the report but belongs in its outcome. */
  void warn(String message);

  /** Whether this attempt was asked to stop; a long computation looks now and then and returns. */
  boolean stopRequested();
}
