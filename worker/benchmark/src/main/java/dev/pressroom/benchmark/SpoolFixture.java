package dev.pressroom.benchmark;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.job.json.OutcomeJson;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.JobName;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.spool.SpoolStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Jobs of a spool and what is done with them, through the store and by hand. */
final class SpoolFixture {
  static final List<String> QUEUE = List.of("default");

  private static final JobRequest REQUEST = JobRequest.of("benchmark.none").output("csv").build();
  private static final byte[] ARTIFACT = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
  private static final LocalDisk DISK = new LocalDisk();

  private SpoolFixture() {}

  static SpoolStore open(Path folder) {
    return SpoolStore.open(folder, Clock.systemUTC());
  }

  static Job job() {
    Instant now = Instant.now();
    return new Job(JobId.create(now, REQUEST.report()), REQUEST, now, null);
  }

  /**
   * Puts jobs into a queue's folder without forcing anything: what waits was made durable before.
   */
  static void fill(Path queue, int jobs) throws IOException {
    Files.createDirectories(queue);
    for (int i = 0; i < jobs; i++) {
      Job job = job();
      Path directory = Files.createDirectory(queue.resolve(JobName.of(job).text()));
      Files.write(directory.resolve(JobDirectory.JOB), JobJson.write(job));
    }
  }

  /** Puts jobs among those that have succeeded today, without forcing anything. */
  static void fillFinished(Path succeeded, int jobs) throws IOException {
    Path day = Files.createDirectories(succeeded.resolve(LocalDate.now(ZoneOffset.UTC).toString()));
    for (int i = 0; i < jobs; i++) {
      Job job = job();
      Path directory = Files.createDirectory(day.resolve(job.id().text()));
      Files.write(directory.resolve(JobDirectory.JOB), JobJson.write(job));
      Files.write(
          directory.resolve(JobDirectory.OUTCOME),
          OutcomeJson.write(outcome(job.id(), new Outcome.Route("default", 5), new Attempt(1, 3))));
    }
  }

  /** What a press and a settlement do with a claim, but for the report itself. */
  static void finish(SpoolStore store, Claim claim) throws IOException {
    Path made =
        new JobDirectory(claim.directory())
            .attemptOutput(claim.attempt().number())
            .resolve("none.csv");
    Files.write(made, ARTIFACT);
    if (!store.settle(claim, outcome(claim.id(), claim.route(), claim.attempt()))) {
      throw new IOException("job " + claim.id() + " was taken away");
    }
  }

  /** The same file operations as claiming and settling, and nothing else. */
  static void byHand(Path from, Path lease, Path day) throws IOException {
    JobName name = JobName.parse(from.getFileName().toString()).orElseThrow();
    Path directory = lease.resolve(name.with(name.attempt().next()).text());
    JobDirectory files = new JobDirectory(directory);
    DISK.read(from.resolve(JobDirectory.JOB), JobJson.LARGEST);
    DISK.rename(from, directory);
    DISK.force(lease);
    DISK.list(directory);
    DISK.createDirectory(files.attempts());
    DISK.createDirectory(files.attempt(1));
    DISK.createDirectory(files.attemptOutput(1));
    Path made = files.attemptOutput(1).resolve("none.csv");
    Files.write(made, ARTIFACT);
    DISK.createDirectory(files.output());
    DISK.force(made);
    DISK.rename(made, files.output().resolve("none.csv"));
    DISK.force(files.output());
    DISK.write(
        directory.resolve("growing"),
        OutcomeJson.write(
            outcome(name.id(), new Outcome.Route("default", 5), name.attempt().next())));
    DISK.rename(directory.resolve("growing"), files.outcomeJson());
    DISK.force(directory);
    DISK.rename(directory, day.resolve(name.id().text()));
    DISK.force(day);
    DISK.force(lease);
  }

  private static Outcome outcome(JobId id, Outcome.Route route, Attempt attempt) {
    return outcome(
        id,
        route,
        attempt,
        List.of(new Artifact("none.csv", "csv", "text/csv", ARTIFACT.length, null, "0")));
  }

  /** Of a success. */
  static Outcome outcome(JobId id, Outcome.Route route, Attempt attempt, List<Artifact> artifacts) {
    Instant now = Instant.now();
    return new Outcome(
        id,
        JobState.SUCCEEDED,
        Reason.SUCCEEDED,
        attempt,
        route,
        new Outcome.Run("benchmark", now, now, now, null, null),
        new Outcome.Produced(1, artifacts, List.of()),
        null,
        "benchmark");
  }

  /** Claims one job, whatever races are lost. */
  static Claim claim(SpoolStore store, Lease lease) throws IOException {
    List<Claim> claims = store.claim(lease, QUEUE, 1);
    if (claims.isEmpty()) {
      throw new IOException("nothing was left to claim");
    }
    return claims.get(0);
  }
}
