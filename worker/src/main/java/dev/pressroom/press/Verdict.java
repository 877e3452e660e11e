package dev.pressroom.press;

import dev.pressroom.data.Troubles;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.report.ReportException;
import java.nio.channels.ClosedByInterruptException;

/**
 * What an exception means for the job.
 *
 * <table>
 * <caption>Whether trying again can help</caption>
 * <tr><td>{@link ReportException}, also as a cause</td><td>as it says itself</td></tr>
 * <tr><td>the data source could not be connected to</td><td>yes, and it is not the job's fault: the
 *     attempt does not count</td></tr>
 * <tr><td>out of memory of any kind</td><td>yes: the press dies of it, and other jobs may have left
 *     less room than a new press has</td></tr>
 * <tr><td>anything else, stack overflow included</td><td>as {@link Troubles} says</td></tr>
 * </table>
 */
record Verdict(Reason reason, Failure failure) {

  /**
   * @param connecting whether it was thrown while the data source was being connected to
   */
  static Verdict on(Throwable thrown, boolean connecting, Briefing.Limits limits) {
    OutOfMemoryError memory = find(OutOfMemoryError.class, thrown);
    if (memory != null) {
      return new Verdict(
          Reason.OUT_OF_MEMORY,
          failure(limits.outOfMemory(memory.getMessage()), false, null, thrown));
    }
    ReportException said = find(ReportException.class, thrown);
    if (said != null) {
      Reason reason =
          said.permanent()
              ? Reason.REPORT_FAILED
              : connecting ? Reason.RELEASED : Reason.TEMPORARY_FAILURE;
      return new Verdict(
          reason, failure(said.getMessage(), said.permanent(), said.place().orElse(null), thrown));
    }
    if (thrown instanceof JobFormatException) {
      return new Verdict(
          Reason.REPORT_FAILED,
          failure("job.json cannot be run: " + thrown.getMessage(), true, null, thrown));
    }
    Troubles.Trouble trouble = Troubles.of(thrown);
    return new Verdict(
        trouble.permanent() ? Reason.REPORT_FAILED : Reason.TEMPORARY_FAILURE,
        failure(words(thrown, trouble), trouble.permanent(), null, thrown));
  }

  private static String words(Throwable thrown, Troubles.Trouble trouble) {
    if (thrown instanceof StackOverflowError) {
      return "the report's calls went too deep (StackOverflowError); the stack below shows what"
          + " repeats";
    }
    String said = Failure.causesOf(thrown).get(0).message();
    return "the report failed with "
        + thrown.getClass().getSimpleName()
        + (said.isEmpty() ? "" : ": " + said)
        + (thrown instanceof ClosedByInterruptException
            ? ": its thread was interrupted, by itself or by a library"
            : "")
        + (trouble.isTheRest() ? "" : " (" + trouble.what() + ")");
  }

  /** The first of its kind in the chain: some library may have wrapped it on its way. */
  private static <T extends Throwable> T find(Class<T> kind, Throwable thrown) {
    for (Throwable at : Failure.chainOf(thrown)) {
      if (kind.isInstance(at)) {
        return kind.cast(at);
      }
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
