package dev.pressroom.cli;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.ErrorFile;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.ReadStore;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
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
 * @param stored what the store itself keeps; null if the job's directory is all there is
 */
record Story(
    JobView view,
    Job job,
    String unreadable,
    boolean newer,
    List<Outcome> attempts,
    Outcome outcome,
    ReadStore stored) {
  private static final Disk DISK = new LocalDisk();

  /**
   * Reads it; a job that moves meanwhile may be told in part.
   *
   * @param stored null if the job's directory is all there is
   */
  static Story of(JobView view, ReadStore stored) throws IOException {
    return stored == null ? ofDirectory(view) : ofRows(view, stored);
  }

  private static Story ofRows(JobView view, ReadStore stored) {
    JobId id = view.id();
    Outcome outcome = view.state().finished() ? stored.outcome(id).orElse(null) : null;
    List<Outcome> attempts = new ArrayList<>();
    for (int number = 1; number <= view.attempt().number(); number++) {
      stored.outcome(id, number).ifPresent(attempts::add);
    }
    if (outcome != null && outcome.attempt().number() > 0) {
      attempts.add(outcome);
    }
    try {
      Job job = stored.job(id).orElse(null);
      String unreadable = job == null ? "it is no longer there" : null;
      return new Story(view, job, unreadable, false, attempts, outcome, stored);
    } catch (QueueException e) {
      if (e.getCause() instanceof JobFormatException form) {
        String unreadable = "its document: " + form.getMessage();
        return new Story(view, null, unreadable, form.newerForm(), attempts, outcome, stored);
      }
      throw e;
    }
  }

  private static Story ofDirectory(JobView view) throws IOException {
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
      return new Story(view, files.readJob(DISK), null, false, attempts, outcome, null);
    } catch (JobFormatException e) {
      return new Story(
          view, null, "job.json: " + e.getMessage(), e.newerForm(), attempts, outcome, null);
    } catch (NoSuchFileException e) {
      return new Story(view, null, "it has no job.json", false, attempts, outcome, null);
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

  /** Whether its directory can be looked into here: one of a database may be elsewhere. */
  boolean hasFiles() {
    return view.directory() != null && DISK.exists(view.directory());
  }

  /** Its directory, if {@link #hasFiles}. */
  JobDirectory files() {
    return new JobDirectory(view.directory());
  }

  /** The last attempt that was begun; 0 if none was. */
  int lastAttempt() throws IOException {
    if (!hasFiles()) {
      return attempt() == null ? 0 : attempt().number();
    }
    List<Integer> numbers = numbers(files());
    return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
  }

  /** The end of the last attempt's log; empty if it wrote none, or it cannot be had here. */
  List<String> log(int lines) throws IOException {
    if (hasFiles()) {
      try {
        return LogTail.of(files().pressLog(lastAttempt()), lines);
      } catch (FileNotFoundException e) {
        return List.of();
      }
    }
    List<String> all =
        stored == null
            ? List.of()
            : stored.log(view.id()).map(text -> text.lines().toList()).orElse(List.of());
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  /** The error file of a job that failed. */
  Optional<String> errorText() throws IOException {
    if (stored != null) {
      return stored.errorText(view.id());
    }
    return outcome == null || outcome.failure() == null || job == null
        ? Optional.empty()
        : Optional.of(new String(ErrorFile.render(job, outcome), StandardCharsets.UTF_8));
  }

  /**
   * An artifact, to be closed by the caller.
   *
   * @throws NoSuchFileException if no copy of it can be reached from here
   */
  InputStream open(Artifact artifact) throws IOException {
    return stored == null
        ? Files.newInputStream(files().output().resolve(artifact.file()))
        : stored.open(view.id(), artifact);
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
