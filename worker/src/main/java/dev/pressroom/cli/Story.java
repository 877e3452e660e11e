package dev.pressroom.cli;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.JobView;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All that is known of one job: what was asked, what each attempt came to, what was made.
 *
 * @param view where it was seen
 * @param job what was asked; null if it cannot be read
 * @param unreadable why not; null if it can be
 * @param newer whether a later version can read it
 * @param attempts what came of each attempt that has ended, by number
 * @param outcome what came of the job; null while it has not ended
 */
record Story(
    JobView view,
    Job job,
    String unreadable,
    boolean newer,
    List<Outcome> attempts,
    Outcome outcome) {
  private static final Disk DISK = new LocalDisk();

  /** Reads it; a job that moves meanwhile may be told in part. */
  static Story of(JobView view) throws IOException {
    JobDirectory files = new JobDirectory(view.directory());
    Outcome outcome = null;
    try {
      outcome = view.state().finished() ? files.readOutcome(DISK).orElse(null) : null;
    } catch (JobFormatException e) {
      // Its job can still be told.
      outcome = null;
    }
    List<Outcome> attempts = attempts(files, outcome);
    try {
      return new Story(view, files.readJob(DISK), null, false, attempts, outcome);
    } catch (JobFormatException e) {
      return new Story(view, null, "job.json: " + e.getMessage(), e.newerForm(), attempts, outcome);
    } catch (NoSuchFileException e) {
      return new Story(view, null, "it has no job.json", false, attempts, outcome);
    }
  }

  /** The job's own verdict counts more than what the last attempt's press said of itself. */
  private static List<Outcome> attempts(JobDirectory files, Outcome last) throws IOException {
    TreeMap<Integer, Outcome> attempts = new TreeMap<>();
    for (int number : numbers(files)) {
      try {
        Optional<Outcome> outcome = files.readAttemptOutcome(DISK, number);
        outcome.ifPresent(found -> attempts.put(number, found));
      } catch (JobFormatException e) {
        // An attempt cut off while it wrote has nothing to tell.
        continue;
      }
    }
    if (last != null && last.attempt().number() > 0) {
      attempts.put(last.attempt().number(), last);
    }
    return List.copyOf(attempts.values());
  }

  /** The numbers of the attempts that were begun, in order. */
  static List<Integer> numbers(JobDirectory files) throws IOException {
    try {
      return DISK.list(files.attempts()).stream()
          .filter(name -> name.matches("[0-9]{1,5}"))
          .map(Integer::valueOf)
          .sorted()
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** The last attempt that was begun; 0 if none was. */
  int lastAttempt() throws IOException {
    List<Integer> numbers = numbers(new JobDirectory(view.directory()));
    return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
  }

  /** The version of the report that ran last; null if none is known to have run. */
  Outcome.Report report() {
    for (int i = attempts.size() - 1; i >= 0; i--) {
      if (attempts.get(i).report() != null) {
        return attempts.get(i).report();
      }
    }
    return null;
  }

  /** The queue that it stands or stood in; null if that is not known any more. */
  String queue() {
    return outcome != null ? outcome.route().queue() : view.queue();
  }

  /** As {@code 2 of 3}; null if that is not known any more. */
  String attemptText() {
    return attempt() == null ? null : attempt().toString();
  }

  /** Which it is of how many; null if that is not known any more. */
  Attempt attempt() {
    return outcome != null ? outcome.attempt() : view.attempt();
  }
}
