package dev.pressroom.benchmark;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.submitter.Submitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/**
 * Durable submits per second, beside the least that a durable job in a directory of its own takes:
 * make the directory, write and force the file, force the directory, rename it, force its parent.
 */
record Submits(Path folder, Deadline deadline) {
  private static final List<Integer> THREADS = List.of(1, 8);
  private static final JobRequest REQUEST = PageLoop.request(0);

  void measure(int jobs, int rounds, Table table) throws IOException {
    Path base = Files.createDirectories(folder.resolve("submits"));
    table.section("Durable submits, " + rounds + " rounds of " + jobs + ", no worker");
    once(base.resolve("warm-up"), 1, jobs);
    for (int threads : THREADS) {
      Samples submitter = new Samples();
      Samples bare = new Samples();
      for (int round = 0; round < rounds; round++) {
        deadline.check("measuring submits");
        double[] rates = once(base.resolve(threads + "-" + round), threads, jobs);
        submitter.add(rates[0]);
        bare.add(rates[1]);
      }
      String of = threads == 1 ? ", 1 thread" : ", " + threads + " threads";
      table.rates("Submitter" + of, submitter);
      table.rates("bare loop" + of, bare);
      table.ratio("Submitter / bare loop" + of, submitter.by(bare));
    }
  }

  /** Submitter, then bare loop, each in a new folder. */
  private double[] once(Path folder, int threads, int jobs) throws IOException {
    double ours;
    try (Submitter submitter = Submitter.open("spool:" + folder.resolve("spool"), "benchmark")) {
      ours = Parallel.perSecond(threads, jobs, number -> submitter.submit(REQUEST));
    }
    return new double[] {ours, Parallel.perSecond(threads, jobs, bare(folder.resolve("bare")))};
  }

  private static Parallel.Step bare(Path folder) throws IOException {
    Path growing = Files.createDirectories(folder.resolve("tmp"));
    Path queue = Files.createDirectories(folder.resolve("queue"));
    Instant now = Instant.now();
    // As many bytes as a job has.
    byte[] json =
        JobJson.write(
            new Job(
                JobId.create(now, REQUEST.report()),
                REQUEST,
                now,
                new Job.SubmittedBy("benchmark", "localhost")));
    LocalDisk disk = new LocalDisk();
    return number -> {
      Path job = growing.resolve("job-" + number);
      disk.createDirectory(job);
      disk.write(job.resolve("job.json"), json);
      disk.force(job);
      disk.rename(job, queue.resolve("job-" + number));
      disk.force(queue);
    };
  }
}
