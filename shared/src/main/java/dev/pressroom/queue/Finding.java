package dev.pressroom.queue;

import dev.pressroom.job.JobId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * Something in a store that is not as it should be, in words.
 *
 * @param kind what sort of trouble
 * @param harmful whether a job, or work to come, suffers; what is not harmful mends itself or may
 *     stay
 * @param what one or two sentences
 * @param where the file or folder; null if it is nowhere in particular
 * @param since when it began, as far as can be seen; null if that cannot be seen
 * @param cure what to do: a command, or a sentence
 * @param job the job that it is about; null if it is about none in particular
 */
public record Finding(
    Kind kind, boolean harmful, String what, Path where, Instant since, String cure, JobId job) {

  /** In the order in which they are told. */
  public enum Kind {
    /** Something cannot be read, or is no part of a queue. */
    DAMAGED,
    /** It runs, or seems to, and does not come to an end. */
    STUCK,
    /** It waits, and nobody takes it. */
    UNCLAIMED,
    /** Somebody left it behind. */
    FORGOTTEN,
    /** The ground on which everything lies. */
    DISK,
    /** The time is wrong somewhere. */
    CLOCK;

    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
