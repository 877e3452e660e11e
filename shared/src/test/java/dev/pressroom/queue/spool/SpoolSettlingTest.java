package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.FaultyDisk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DispatchStore;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several jobs are settled at once, with deaths and hiccups at every step. */
class SpoolSettlingTest {
  private static final List<String> DEFAULT = List.of("default");

  @TempDir Path temp;

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T08:00:00Z"));
  private int trial;

  /** A spool whose worker has made three jobs: two successes with a delivery, one failure. */
  private final class Trial {
    final FaultyDisk disk = new FaultyDisk();
    final Path root = temp.resolve(Integer.toString(trial++));
    final SpoolStore store = SpoolStore.open(root, disk, clock);
    final Lease lease = store.register("w1");
    final List<DispatchStore.Settle> jobs = new ArrayList<>();

    Trial() throws IOException {
      for (int i = 0; i < 3; i++) {
        JobRequest request = JobRequest.of("sales").output("csv").publishAt("there/" + i).build();
        store.submit(
            new Job(JobId.create(clock.instant(), "sales"), request, clock.instant(), null));
      }
      for (Claim claim : store.claim(lease, DEFAULT, 3)) {
        jobs.add(new DispatchStore.Settle(claim, made(claim, jobs.size() < 2)));
      }
    }

    private Outcome made(Claim claim, boolean good) throws IOException {
      write(claim);
      return new Outcome(
          claim.id(),
          good ? JobState.SUCCEEDED : JobState.FAILED,
          good ? Reason.SUCCEEDED : Reason.REPORT_FAILED,
          claim.attempt(),
          claim.route(),
          new Outcome.Run("w1", clock.instant(), null, clock.instant(), null, null),
          good
              ? new Outcome.Produced(
                  1, List.of(new Artifact("sales.csv", "csv", "text/csv", 9, null, "0")), List.of())
              : null,
          good ? null : Failure.of("no luck", true),
          "test");
    }
  }

  private static void write(Claim claim) throws IOException {
    int attempt = claim.attempt().number();
    Files.writeString(
        new JobDirectory(claim.directory()).attemptOutput(attempt).resolve("sales.csv"),
        "attempt " + attempt);
  }

  @Test
  void aBatchForcesTheFoldersThatItsRenamesChangedOnce() throws IOException {
    Trial life = new Trial();
    life.disk.failAt(Integer.MAX_VALUE, FaultyDisk.Fault.REFUSED);

    life.store.settleAll(life.jobs.subList(0, 2));

    List<String> steps = life.disk.steps();
    assertThat(steps)
        .containsOnlyOnce("force deliveries", "force 2026-11-21", "force " + life.lease.id());
    int commit = indexOf(steps, "into 2026-11-21");
    assertThat(steps.subList(commit, steps.size()))
        .as("nothing but the commits and their folders")
        .allMatch(step -> step.contains("into 2026-11-21") || step.startsWith("force "));
    assertThat(Collections.frequency(steps.subList(0, commit), "force sales.csv")).isEqualTo(2);
    assertThat(Collections.frequency(steps.subList(0, commit), "force outcome.json")).isEqualTo(2);
    life.store.close();
  }

  private static int indexOf(List<String> steps, String part) {
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).contains(part)) {
        return i;
      }
    }
    throw new AssertionError(part + " is not among " + steps);
  }

  @Test
  void aWorkerThatDiesInABatchLeavesEachJobSettledOrToBeRunAgain() throws IOException {
    for (FaultyDisk.Fault fault : FaultyDisk.Fault.values()) {
      boolean died = true;
      for (int step = 1; died; step++) {
        Trial life = new Trial();
        life.disk.failAt(step, fault);
        List<DispatchStore.Settled> settled = life.store.settleAll(life.jobs);
        died = life.disk.failed();
        String place = fault + " at step " + step + " of " + life.disk.steps();
        life.store.close();
        try (SpoolStore reopened = SpoolStore.open(life.root, clock)) {
          for (int i = 0; i < life.jobs.size(); i++) {
            Claim claim = life.jobs.get(i).claim();
            if (settled.get(i).stood()) {
              assertThat(reopened.find(claim.id()).orElseThrow().state().finished())
                  .as(place)
                  .isTrue();
            }
          }
          assertThat(settled).as(place).allMatch(one -> one.stood() || one.trouble() != null);
          finishedByAnother(reopened, life, place);
        }
      }
    }
  }

  /** Each job ends once, with one attempt's files, and is delivered once. */
  private void finishedByAnother(SpoolStore store, Trial life, String place) throws IOException {
    Lease rescuer = store.register("rescuer");
    store.rescue(life.lease.id(), rescuer);
    for (Claim claim : store.claim(rescuer, DEFAULT, 9)) {
      write(claim);
      assertThat(store.settle(claim, life.made(claim, true))).as(place).isTrue();
    }
    Set<JobId> delivered = new HashSet<>();
    store.deliveries().forEach(mark -> store.deliver(mark, () -> delivered.add(mark.id())));
    for (DispatchStore.Settle job : life.jobs) {
      JobView view = store.find(job.claim().id()).orElseThrow();
      assertThat(view.state().finished()).as(place).isTrue();
      assertThat(delivered).as(place).contains(view.id());
      Path output = view.directory().resolve("output");
      String file = view.state() == JobState.SUCCEEDED ? "sales.csv" : "sales.txt";
      assertThat(output.toFile().list()).as(place).containsExactly(file);
    }
    assertThat(store.deregister(rescuer)).as(place).isTrue();
  }

  @Test
  void aHiccupInABatchIsMendedByTryingAgain() throws IOException {
    for (FaultyDisk.Fault fault : FaultyDisk.Fault.values()) {
      boolean failed = true;
      for (int step = 1; failed; step++) {
        Trial life = new Trial();
        life.disk.thenGoOn().failAt(step, fault);
        clock.advance(Duration.ofMillis(1));
        List<DispatchStore.Settled> first = life.store.settleAll(life.jobs);
        failed = life.disk.failed();
        String place = fault + " at step " + step + " of " + life.disk.steps();
        assertThat(first).as(place).allMatch(one -> one.stood() || one.trouble() != null);

        life.disk.failAt(Integer.MAX_VALUE, fault);
        assertThat(life.store.settleAll(life.jobs)).as(place).allMatch(one -> one.stood());

        finishedByAnother(life.store, life, place);
        life.store.close();
      }
    }
  }
}
