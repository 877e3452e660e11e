package dev.pressroom.cli;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.JobView;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that is known of one job: what was asked, what each attempt came to, what was made.
 *
 * @param view where it was seen
 * @param job what was asked; null if it cannot be read any more
 * @param attempts what came of each attempt that has ended, by number
 * @param outcome what came of the job; null while it has not ended
 */
record Story(JobView view, Job job, List<Outcome> attempts, Outcome outcome) {
  private static final Disk DISK = new LocalDisk();

  /** Reads it; a job that moves meanwhile may be told in part. */
  static Story of(JobView view) throws IOException {
    JobDirectory files = new JobDirectory(view.directory());
    try {
      Outcome outcome = view.state().finished() ? files.readOutcome(DISK).orElse(null) : null;
      return new Story(view, files.readJob(DISK), attempts(files), outcome);
    } catch (NoSuchFileException | JobFormatException e) {
      return new Story(view, null, List.of(), null);
    }
  }

  private static List<Outcome> attempts(JobDirectory files) throws IOException {
    List<Integer> numbers = new ArrayList<>();
    try {
      for (String name : DISK.list(files.attempts())) {
        if (name.matches("[0-9]{1,5}")) {
          numbers.add(Integer.valueOf(name));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    List<Outcome> attempts = new ArrayList<>();
    for (int number : numbers.stream().sorted().toList()) {
      try {
        Optional<Outcome> outcome = files.readAttemptOutcome(DISK, number);
        outcome.ifPresent(attempts::add);
      } catch (JobFormatException e) {
        // An attempt cut off while it wrote has nothing to tell.
        continue;
      }
    }
    return attempts;
  }

  /** As nested maps, for JSON. */
  Map<String, Object> json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", view.id().text());
    map.put("report", view.id().report());
    map.put("state", view.state().text());
    put(map, "queue", outcome != null ? outcome.route().queue() : view.queue());
    put(map, "attempt", attemptText());
    put(map, "due", view.due());
    put(map, "lease", view.lease());
    if (job != null) {
      put(map, "submittedAt", job.submittedAt());
    }
    if (outcome != null) {
      map.putAll(json(outcome));
    }
    map.put("attempts", attempts.stream().map(Story::json).toList());
    map.put("directory", view.directory().toString());
    return map;
  }

  private static Map<String, Object> json(Outcome outcome) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("attemptNumber", outcome.attempt().number());
    map.put("reason", outcome.reason().text());
    if (outcome.run() != null) {
      put(map, "worker", outcome.run().worker());
      put(map, "startedAt", outcome.run().startedAt());
      put(map, "finishedAt", outcome.run().finishedAt());
      put(map, "snapshotAt", outcome.run().snapshotAt());
    }
    if (outcome.produced() != null) {
      map.put("rows", outcome.produced().rows());
      map.put("warnings", outcome.produced().warnings());
      map.put("artifacts", outcome.produced().artifacts().stream().map(Story::json).toList());
    }
    if (outcome.failure() != null) {
      Failure failure = outcome.failure();
      map.put("error", Map.of("message", failure.message(), "permanent", failure.permanent()));
    }
    return map;
  }

  private static Map<String, Object> json(Artifact artifact) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", artifact.file());
    map.put("mediaType", artifact.mediaType());
    map.put("size", artifact.size());
    put(map, "pages", artifact.pages());
    map.put("sha256", artifact.sha256());
    return map;
  }

  private static void put(Map<String, Object> map, String name, Object value) {
    if (value != null) {
      map.put(name, value instanceof Number ? value : value.toString());
    }
  }

  private String attemptText() {
    return outcome != null
        ? outcome.attempt().toString()
        : view.attempt() == null ? null : view.attempt().toString();
  }

  /** For people. */
  void print(Console console) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("Job", view.id());
    facts.put("State", stateText());
    facts.put("Attempt", attemptText());
    facts.put("Queue", outcome != null ? outcome.route().queue() : view.queue());
    facts.put("Due", view.due());
    facts.put("Lease", view.lease());
    if (job != null) {
      facts.put("Submitted", moment(job.submittedAt()) + by(job.submittedBy()));
      facts.put("Parameters", job.request().parameters().isEmpty() ? null : names());
    }
    if (outcome != null && outcome.run() != null) {
      facts.put("Worker", outcome.run().worker());
      facts.put("Started", moment(outcome.run().startedAt()));
      facts.put("Finished", moment(outcome.run().finishedAt()));
      facts.put("Snapshot", moment(outcome.run().snapshotAt()));
    }
    facts.put("Directory", view.directory());
    console.facts(facts);
    if (attempts.size() > 1 || (outcome == null && !attempts.isEmpty())) {
      console.line();
      Table table = new Table().number("TRY").text("ENDED").text("REASON").sentence("MESSAGE");
      attempts.forEach(attempt -> addRow(table, attempt));
      console.table(table);
    }
    if (outcome != null && outcome.produced() != null) {
      printProduced(console, outcome.produced());
    }
    if (outcome != null && outcome.failure() != null) {
      console.line();
      console.line(outcome.failure().message());
      console.line("The whole story is in " + view.directory().resolve("output") + "/*.txt");
    }
  }

  /** Names only: values may be confidential, and job.json has them. */
  private String names() {
    return String.join(", ", job.request().parameters().keySet());
  }

  private String stateText() {
    boolean plain = outcome == null || outcome.reason().text().equals(view.state().text());
    return view.state() + (plain ? "" : " (" + outcome.reason() + ")");
  }

  /** To the millisecond; null is left out. */
  private static String moment(Instant moment) {
    return moment == null ? null : moment.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static String by(Job.SubmittedBy by) {
    if (by == null) {
      return "";
    }
    return (by.application() == null ? "" : " by " + by.application())
        + (by.host() == null ? "" : " on " + by.host());
  }

  private static void addRow(Table table, Outcome attempt) {
    table.row(
        attempt.attempt().number(),
        attempt.run() == null ? "" : moment(attempt.run().finishedAt()),
        attempt.reason().text(),
        attempt.failure() == null ? "" : attempt.failure().message());
  }

  private static void printProduced(Console console, Outcome.Produced produced) {
    console.line();
    Table table = new Table().text("FILE").number("SIZE").number("PAGES").number("ROWS");
    for (Artifact artifact : produced.artifacts()) {
      table.row(
          artifact.file(),
          Amounts.size(artifact.size()),
          artifact.pages() == null ? "" : Amounts.count(artifact.pages()),
          Amounts.count(produced.rows()));
    }
    console.table(table);
    for (String warning : produced.warnings()) {
      console.line("warning: " + warning);
    }
  }
}
