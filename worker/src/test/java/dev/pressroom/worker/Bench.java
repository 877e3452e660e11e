package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.Outcome;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.spool.SpoolStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** A spool, plug-ins and configurations for workers, in a folder of the test's. */
final class Bench {
  private final Path home;
  private final Store store;
  private String more = "";

  Bench(Path home) {
    this.home = home;
    store = SpoolStore.open(home.resolve("work"), Clock.systemUTC());
    Plugin.writeTo(home.resolve("plugins/test"));
  }

  /** A job that no press has, without limits. */
  static JobRun run(Claim claim) {
    return new JobRun(claim, new JobRun.Limits(null, Duration.ZERO, null));
  }

  Store store() {
    return store;
  }

  /** A job without outputs so far. */
  JobRequest.Builder job(String report) {
    return JobRequest.of(report);
  }

  JobId submit(JobRequest.Builder request) {
    JobRequest built = request.build();
    Instant now = Instant.now();
    return store.submit(new Job(JobId.create(now, built.report()), built, now, null));
  }

  String settings(String name) {
    return String.join(
        "\n",
        "pressroom: worker/1",
        "queue: spool:work",
        "published: published",
        "worker: {name: " + name + ", lease: 3s, heartbeat: 500ms, poll: 100ms, grace: 1s}",
        "presses: {count: 1, heap: 48m, ping: 200ms, silence: 1500ms}",
        more,
        "");
  }

  /** Another line for the workers' configuration. */
  void add(String setting) {
    more = setting;
  }

  WorkerProcess start(String name, String... arguments) {
    return WorkerProcess.start(home, name, settings(name), arguments);
  }

  /** What the worker logged. */
  String runUntilEmpty() {
    try (WorkerProcess worker = start("w1", "--until-empty")) {
      int exit = worker.exit();
      assertThat(exit).as(worker.log()).isZero();
      return worker.log();
    }
  }

  JobView view(JobId id) {
    return store.find(id).orElseThrow();
  }

  Path directory(JobId id) {
    return view(id).directory();
  }

  Outcome outcome(JobId id) throws Exception {
    JobView view = view(id);
    assertThat(view.state().finished()).as(view.toString()).isTrue();
    return new JobDirectory(view.directory()).readOutcome(new LocalDisk()).orElseThrow();
  }

  String errorFile(JobId id) throws IOException {
    try (Stream<Path> files = Files.list(directory(id).resolve("output"))) {
      List<Path> errors = files.filter(file -> file.toString().endsWith(".txt")).toList();
      assertThat(errors).hasSize(1);
      return Files.readString(errors.get(0));
    }
  }
}
