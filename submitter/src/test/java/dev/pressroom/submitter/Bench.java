package dev.pressroom.submitter;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Failure;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.spool.SpoolStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real spool with a worker's end, for a real submitter at the other. */
final class Bench implements AutoCloseable {
  final Path root;
  final SpoolStore store;
  private Lease lease;

  Bench(Path root) {
    this.root = root;
    this.store = SpoolStore.open(root, Clock.systemUTC());
  }

  Submitter submitter() {
    return Submitter.open("spool:" + root, "test");
  }

  Claim claim() {
    if (lease == null) {
      lease = store.register("w1");
    }
    return store.claim(lease, List.of("default"), 1).get(0);
  }

  /** Lets a claimed job succeed with these files. */
  void succeed(Claim claim, Map<String, String> files) throws IOException {
    List<Artifact> artifacts = new ArrayList<>();
    Path output = new JobDirectory(claim.directory()).attemptOutput(claim.attempt().number());
    for (Map.Entry<String, String> file : files.entrySet()) {
      byte[] content = file.getValue().getBytes(StandardCharsets.UTF_8);
      Files.write(FileNames.resolve(output, file.getKey()), content);
      artifacts.add(
          new Artifact(file.getKey(), "csv", "text/csv", content.length, null, "0".repeat(64)));
    }
    settle(claim, new Outcome.Produced(1, artifacts, List.of()), null);
  }

  void fail(Claim claim, Failure failure) {
    settle(claim, null, failure);
  }

  private void settle(Claim claim, Outcome.Produced produced, Failure failure) {
    boolean good = failure == null;
    store.settle(
        claim,
        new Outcome(
            claim.id(),
            good ? JobState.SUCCEEDED : JobState.FAILED,
            good ? Reason.SUCCEEDED : Reason.REPORT_FAILED,
            claim.attempt(),
            claim.route(),
            new Outcome.Run("w1", claim.claimedAt(), null, Instant.now(), null, null),
            produced,
            failure,
            "test"));
  }

  /** What is left in the spool's folders, but for the folders themselves and the lock. */
  List<String> remains() throws IOException {
    try (var files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .filter(name -> !name.equals("lock"))
          .sorted()
          .toList();
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
