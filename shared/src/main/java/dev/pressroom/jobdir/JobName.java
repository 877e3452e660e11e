package dev.pressroom.jobdir;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.Principal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one name of an unfinished job's directory: {@code
 * [<due>.]<queue>.<priority>.<id>.<n>of<m>[@tenant]}. It carries all that a decision needs, so that
 * no file is opened to decide what is next, whose it is, or which attempt this is. Within one queue
 * the names sort by priority, then age; due ones by their time.
 *
 * @param dueAt when it may run; null unless the job is scheduled
 * @param queue the line it stands in
 * @param priority 0 (first) to 9
 * @param id the job
 * @param attempt the last attempt made, of those allowed
 * @param tenant on whose behalf, or null
 */
public record JobName(
    Instant dueAt, String queue, int priority, JobId id, Attempt attempt, String tenant) {
  private static final DateTimeFormatter DUE =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuuMMdd'T'HHmmss")
          .appendValue(ChronoField.MILLI_OF_SECOND, 3)
          .appendLiteral('Z')
          .toFormatter(java.util.Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?<due>[0-9]{8}T[0-9]{9}Z)\\.)?"
              + "(?<queue>[a-z0-9-]{1,40})\\.(?<priority>[0-9])\\."
              + "(?<id>.+)"
              + "\\.(?<n>[0-9]{1,5})of(?<m>[0-9]{1,5})(?:@(?<tenant>[a-z0-9-]{1,40}))?");

  /** The name of a job that was never claimed. */
  public static JobName of(Job job) {
    JobRequest request = job.request();
    return new JobName(
        null,
        request.queue(),
        request.priority(),
        job.id(),
        new Attempt(0, request.attempts()),
        request.principal().tenant());
  }

  /** Reads a directory's name; empty if it is none. */
  public static Optional<JobName> parse(String name) {
    Matcher match = FORM.matcher(name);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      String due = match.group("due");
      return Optional.of(
          new JobName(
              due == null ? null : Instant.from(DUE.parse(due)),
              match.group("queue"),
              Integer.parseInt(match.group("priority")),
              new JobId(match.group("id")),
              new Attempt(Integer.parseInt(match.group("n")), Integer.parseInt(match.group("m"))),
              new Principal(match.group("tenant"), null).tenant()));
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The same job waiting for a moment; to the millisecond, rounded up. */
  public JobName waitingUntil(Instant moment) {
    Instant rounded = Instant.ofEpochMilli(moment.plusNanos(999_999).toEpochMilli());
    return new JobName(rounded, queue, priority, id, attempt, tenant);
  }

  /** The same job no longer waiting for a moment. */
  public JobName notWaiting() {
    return new JobName(null, queue, priority, id, attempt, tenant);
  }

  /** The same job as another attempt. */
  public JobName with(Attempt other) {
    return new JobName(dueAt, queue, priority, id, other, tenant);
  }

  /** The directory's name. */
  public String text() {
    return (dueAt == null ? "" : DUE.format(dueAt) + ".")
        + queue
        + "."
        + priority
        + "."
        + id
        + "."
        + attempt.number()
        + "of"
        + attempt.allowed()
        + (tenant == null ? "" : "@" + tenant);
  }

  @Override
  public String toString() {
    return text();
  }
}
