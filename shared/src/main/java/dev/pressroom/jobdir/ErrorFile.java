package dev.pressroom.jobdir;

import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.Masking;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobJson;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text that lies where the artifact would have been. Its first line is the message; then when,
 * which attempt, who and where; then the SQL, the chain of causes, the log's tail and the job.
 * Written for somebody who has never seen Pressroom. Values of masked parameters are not in it, and
 * no values at all where nobody knows which are masked.
 */
public final class ErrorFile {
  /** What reports print and throw may hold anything, and a terminal obeys some of it. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\n\t]]");

  private ErrorFile() {}

  /**
   * The error file of a job, in UTF-8.
   *
   * @param outcome one with a failure
   */
  public static byte[] render(Job job, Outcome outcome) {
    StringBuilder text = new StringBuilder();
    Masking masking = Masking.of(job.request(), outcome.report());
    Failure failure = masking.failure(outcome.failure());
    text.append(failure.message().strip()).append("\n\n");
    Outcome.Run run = outcome.run();
    if (run != null) {
      line(text, "When", run.finishedAt());
    }
    line(text, "Attempt", outcome.attempt());
    line(
        text,
        "Reason",
        outcome.reason() + (failure.permanent() ? " (trying again cannot help)" : ""));
    line(text, "Worker", run == null ? null : run.worker());
    line(text, "Job", job.id());
    line(text, "Report", job.request().report());
    Failure.Place place = failure.place();
    if (place != null) {
      line(text, "Where", where(place));
      line(text, "Row", place.row() == 0 ? null : place.row() + " was being read");
      sql(text, place);
    }
    causes(text, failure);
    if (!failure.log().isBlank()) {
      section(text, "The last lines that the press wrote");
      text.append(indent(failure.log())).append('\n');
    }
    boolean hidden = outcome.report() == null && !job.request().parameters().isEmpty();
    section(
        text,
        hidden
            ? "The job (without its parameters' values: which of them are masked could not be read"
                + " from the report; job.json has them)"
            : "The job");
    text.append(new String(JobJson.forPeople(job, masking), StandardCharsets.UTF_8));
    return CONTROL.matcher(text).replaceAll("\u00b7").getBytes(StandardCharsets.UTF_8);
  }

  private static String where(Failure.Place place) {
    if (place.file() == null) {
      return null;
    }
    return place.file()
        + (place.line() > 0 ? ", line " + place.line() : "")
        + (place.column() > 0 ? ", column " + place.column() : "");
  }

  private static void sql(StringBuilder text, Failure.Place place) {
    String sql = place.sql();
    if (sql == null) {
      return;
    }
    int position = Math.min(place.sqlPosition(), sql.length());
    section(
        text,
        position > 0
            ? "The SQL; the database points at character " + place.sqlPosition()
            : "The SQL; the database points at no place in it");
    int start = 0;
    for (String line : sql.split("\n", -1)) {
      text.append("    ").append(line.stripTrailing()).append('\n');
      if (position > start && position <= start + line.length() + 1) {
        // A tab before the place stays a tab, so that the mark stands below what it points at.
        String before = line.substring(0, Math.min(line.length(), position - 1 - start));
        text.append("    ").append(before.replaceAll("[^\t]", " ")).append("^\n");
      }
      start += line.length() + 1;
    }
  }

  private static void causes(StringBuilder text, Failure failure) {
    boolean first = true;
    for (Failure.Cause cause : failure.causes()) {
      section(text, first ? "What went wrong, in the program's words" : "Caused by");
      text.append(cause.type());
      if (!cause.message().isEmpty()) {
        text.append(": ").append(cause.message().strip());
      }
      text.append('\n').append(indent(cause.stack()));
      first = false;
    }
  }

  private static void section(StringBuilder text, String title) {
    text.append('\n').append(title).append(":\n");
  }

  private static void line(StringBuilder text, String name, Object value) {
    if (value != null) {
      text.append(String.format("%-8s %s%n", name + ":", value).replace("\r", ""));
    }
  }

  private static String indent(String lines) {
    return lines.lines().map(line -> "    " + line + "\n").collect(Collectors.joining());
  }
}
