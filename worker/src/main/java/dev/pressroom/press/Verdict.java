package dev.pressroom.press;

import dev.pressroom.job.Failure;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.report.ReportException;
import java.io.IOException;

/**
 * What an exception means for the job.
 *
 * <table>
 * <caption>Whether trying again can help</caption>
 * <tr><td>{@link ReportException}</td><td>as it says itself</td></tr>
 * <tr><td>the data source could not be connected to</td><td>yes, and it is not the job's fault: the
 *     attempt does not count</td></tr>
 * <tr><td>out of memory of any kind</td><td>yes: the press dies of it, and other jobs may have left
 *     less room than a new press has</td></tr>
 * <tr><td>a full disk</td><td>yes</td></tr>
 * <tr><td>a class that is missing or does not fit</td><td>no: class paths do not mend
 *     themselves</td></tr>
 * <tr><td>anything else, stack overflow included</td><td>yes, it may be the data of the
 *     moment</td></tr>
 * </table>
 */
record Verdict(Reason reason, Failure failure) {

  /**
   * @param connecting whether it was thrown while the data source was being connected to
   */
  static Verdict on(Throwable thrown, boolean connecting, Briefing.Limits limits) {
    OutOfMemoryError memory = memory(thrown);
    if (memory != null) {
      return new Verdict(
          Reason.OUT_OF_MEMORY,
          failure(limits.outOfMemory(memory.getMessage()), false, null, thrown));
    }
    if (thrown instanceof ReportException said) {
      Reason reason =
          connecting
              ? Reason.RELEASED
              : said.permanent() ? Reason.REPORT_FAILED : Reason.TEMPORARY_FAILURE;
      return new Verdict(
          reason, failure(said.getMessage(), said.permanent(), said.place().orElse(null), thrown));
    }
    if (thrown instanceof JobFormatException) {
      return new Verdict(
          Reason.REPORT_FAILED,
          failure("job.json cannot be run: " + thrown.getMessage(), true, null, thrown));
    }
    if (fullDisk(thrown)) {
      return new Verdict(
          Reason.TEMPORARY_FAILURE,
          failure(
              "the disk was full while the report was written (no space left on device). Make room;"
                  + " worker.freeSpace says below which mark no job is begun",
              false,
              null,
              thrown));
    }
    boolean permanent = thrown instanceof LinkageError;
    return new Verdict(
        permanent ? Reason.REPORT_FAILED : Reason.TEMPORARY_FAILURE,
        failure(words(thrown), permanent, null, thrown));
  }

  private static boolean fullDisk(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (at instanceof IOException && String.valueOf(at.getMessage()).contains("No space left")) {
        return true;
      }
      at = at.getCause();
    }
    return false;
  }

  private static String words(Throwable thrown) {
    String type = thrown.getClass().getSimpleName();
    if (thrown instanceof StackOverflowError) {
      return "the report's calls went too deep (StackOverflowError); the stack below shows what"
          + " repeats";
    }
    return "the report failed with "
        + type
        + (thrown.getMessage() == null ? "" : ": " + thrown.getMessage());
  }

  /** Also one that some library wrapped on its way. */
  private static OutOfMemoryError memory(Throwable thrown) {
    Throwable at = thrown;
    for (int depth = 0; at != null && depth < 20; depth++) {
      if (at instanceof OutOfMemoryError memory) {
        return memory;
      }
      at = at.getCause();
    }
    return null;
  }

  private static Failure failure(
      String message, boolean permanent, ReportException.Place at, Throwable thrown) {
    Failure.Place place =
        at == null
            ? null
            : new Failure.Place(
                at.file(), at.line(), at.column(), at.sql(), at.sqlPosition(), at.row());
    return new Failure(message, permanent, place, Failure.causesOf(thrown), "");
  }
}
