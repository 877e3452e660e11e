package dev.pressroom.job;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A job's identity: a ULID, a dash, the report's name, as in {@code
 * 01JD3Z8Q6VK9M2T5R7X0ABCDEF-finance.sales-by-country}. It sorts by time of submission and is safe
 * in a path, a URL and a shell.
 */
public record JobId(String text) implements Comparable<JobId> {
  private static final int ULID_LENGTH = 26;

  private static final Pattern REPORT = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
  private static final int REPORT_LENGTH = 64;

  public JobId {
    if (text.length() <= ULID_LENGTH
        || !Ulid.PATTERN.matcher(text.substring(0, ULID_LENGTH)).matches()
        || text.charAt(ULID_LENGTH) != '-') {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a job's id; it is 26 letters and digits, a dash, the report's name");
    }
    checkReport(text.substring(ULID_LENGTH + 1));
  }

  /** A new id. */
  public static JobId create(Instant now, String report) {
    return new JobId(Ulid.next(now) + "-" + report);
  }

  /**
   * Checks a report's name.
   *
   * @return the name
   * @throws IllegalArgumentException if it is none
   */
  public static String checkReport(String report) {
    if (report.length() > REPORT_LENGTH || !REPORT.matcher(report).matches()) {
      throw new IllegalArgumentException(
          "\""
              + report
              + "\" is not a report's name; it is up to 64 of a-z and 0-9 with single dots or dashes"
              + " between them, like finance.sales-by-country");
    }
    return report;
  }

  /** The name of the report that the job asks for. */
  public String report() {
    return text.substring(ULID_LENGTH + 1);
  }

  /**
   * The report's name without its folders: what artifacts are called unless the job says otherwise.
   */
  public String reportLeaf() {
    return text.substring(Math.max(ULID_LENGTH, text.lastIndexOf('.')) + 1);
  }

  /** When the id was made, to the millisecond. */
  public Instant time() {
    return Ulid.time(text);
  }

  /**
   * Written out, because every host calls it: a record's own pins the class loader of its class for
   * good on Java 17, the method handle being cached in one of the platform's.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof JobId id && id.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public int compareTo(JobId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
