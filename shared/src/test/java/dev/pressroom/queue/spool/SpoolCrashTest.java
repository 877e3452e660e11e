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
import dev.pressroom.job.UniqueKey;
import dev.pressroom.jobdir.FaultyDisk;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DeliveryMark;
import dev.pressroom.queue.EveryMinute;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.OutcomeUnknownException;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills each operation before and after each of its steps, then opens the spool again with a sound
 * disk and lets another worker go on: an acknowledged job is there once and ends once, with
 * everything that a reader expects.
 */
class SpoolCrashTest {
  private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  private static final List<String> DEFAULT = List.of("default");

  @TempDir Path temp;

  private final SettableClock clock = new SettableClock(START);
  private int trial;

  /** What an operation's life is about: the store that may die, and what was there before. */
  private record Trial(SpoolStore store, FaultyDisk disk, Job job) {}

  private interface Operation {
    void run(Trial trial) throws IOException;
  }

  private interface Look {
    void at(SpoolStore store, Trial trial, String place, boolean acknowledged) throws IOException;
  }

  /** Runs the operation with a death at every step, in both ways, until it gets through unhurt. */
  private void killedAtEachStep(Operation before, Operation operation, Look after)
      throws IOException {
    for (FaultyDisk.Fault fault : FaultyDisk.Fault.values()) {
      boolean died = true;
      for (int step = 1; died; step++) {
        Path root = temp.resolve(Integer.toString(trial++));
        FaultyDisk disk = new FaultyDisk();
        Trial life = new Trial(SpoolStore.open(root, disk, clock), disk, job());
        before.run(life);
        disk.failAt(step, fault);
        boolean acknowledged = true;
        try {
          operation.run(life);
        } catch (QueueException e) {
          acknowledged = false;
        }
        died = disk.failed();
        String place = fault + " at step " + step + " of " + disk.steps();
        life.store().close();
        try (SpoolStore reopened = SpoolStore.open(root, clock)) {
          after.at(reopened, life, place, acknowledged);
        }
        assertThat(step).as("steps of an operation").isLessThan(100);
      }
    }
  }

  private Job job() {
    JobRequest request =
        JobRequest.of("sales").output("csv").publishAt("there/sales").attempts(3).build();
    return new Job(JobId.create(clock.instant(), "sales"), request, clock.instant(), null);
  }

  private static Claim claim(SpoolStore store, Lease lease) throws IOException {
    Claim claim = store.claim(lease, DEFAULT, 1).get(0);
    Files.writeString(
        new JobDirectory(claim.directory())
            .attemptOutput(claim.attempt().number())
            .resolve("sales.csv"),
        "attempt " + claim.attempt().number());
    return claim;
  }

  private Outcome outcome(Claim claim, JobState state) {
    boolean good = state == JobState.SUCCEEDED;
    return new Outcome(
        claim.id(),
        state,
        good ? Reason.SUCCEEDED : Reason.REPORT_FAILED,
        claim.attempt(),
        claim.route(),
        new Outcome.Run("w1", clock.instant(), null, clock.instant(), null, null),
        good
            ? new Outcome.Produced(
                1, List.of(new Artifact("sales.csv", "csv", "text/csv", 9, null, "0")), List.of())
            : null,
        good ? null : Failure.of("no luck", false),
        "test");
  }

  /** What a healthy worker does with whatever it finds. */
  private JobView finishedByAnother(SpoolStore store, Trial trial, String place)
      throws IOException {
    Lease rescuer = store.register("rescuer");
    for (LeaseBeat lease : store.leases()) {
      if (!lease.lease().equals(rescuer.id())) {
        store.rescue(lease.lease(), rescuer);
      }
    }
    store.takeIn(rescuer);
    store.sweep();
    assertThat(store.deregister(rescuer)).as(place).isTrue();
    assertThat(store.leases()).as(place).isEmpty();
    clock.advance(Duration.ofMinutes(5));
    store.promoteDue();
    Lease lease = store.register("healthy");
    if (!store.find(trial.job().id()).orElseThrow().state().finished()) {
      Claim claim = claim(store, lease);
      assertThat(store.settle(claim, outcome(claim, JobState.SUCCEEDED))).as(place).isTrue();
    }
    assertThat(store.claim(lease, DEFAULT, 9)).as(place).isEmpty();
    assertThat(store.list(JobFilter.newest(9))).as(place).hasSize(1);
    return store.find(trial.job().id()).orElseThrow();
  }

  private static String published(JobView job) throws IOException {
    return Files.readString(new JobDirectory(job.directory()).output().resolve("sales.csv"));
  }

  private static int attemptOf(JobView job) {
    try {
      return new JobDirectory(job.directory())
          .readOutcome(new LocalDisk())
          .orElseThrow()
          .attempt()
          .number();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static List<String> leftovers(Path root) throws IOException {
    try (Stream<Path> paths = Stream.concat(Files.list(root.resolve("tmp")), Stream.empty())) {
      return paths.sorted(Comparator.naturalOrder()).map(Path::toString).toList();
    }
  }

  @Test
  void submitIsAcknowledgedOnlyIfTheJobIsThereAndAgainIsSafe() throws IOException {
    killedAtEachStep(
        trial -> {},
        trial -> trial.store().submit(trial.job()),
        (store, trial, place, acknowledged) -> {
          boolean there = store.find(trial.job().id()).isPresent();
          if (acknowledged) {
            assertThat(there).as(place).isTrue();
          }
          store.submitAgain(trial.job());
          assertThat(store.list(JobFilter.newest(9))).as(place).hasSize(1);
          assertThat(finishedByAnother(store, trial, place).state())
              .as(place)
              .isEqualTo(JobState.SUCCEEDED);
          clock.advance(Sweep.ABANDONED_AFTER.plusDays(3650));
          store.sweep();
          assertThat(leftovers(store.root())).as(place).isEmpty();
        });
  }

  @Test
  void aHiccupInSubmitIsEitherHeardOfOrMended() throws IOException {
    killedAtEachStep(
        trial -> trial.disk().thenGoOn(),
        trial -> trial.store().submit(trial.job()),
        (store, trial, place, acknowledged) -> {
          boolean there = store.find(trial.job().id()).isPresent();
          // The last step is the force: the job is there, and the caller was told "unknown".
          boolean lastStep = trial.disk().steps().size() > 4;
          assertThat(there).as(place).isEqualTo(acknowledged || (lastStep && there));
          assertThat(leftovers(store.root())).as(place).isEmpty();
        });
  }

  @Test
  void unknownIsSaidOnlyIfTheLastForceFailed() throws IOException {
    List<String> unknown = new ArrayList<>();
    killedAtEachStep(
        trial -> trial.disk().thenGoOn(),
        trial -> {
          try {
            trial.store().submit(trial.job());
          } catch (OutcomeUnknownException e) {
            assertThat(e.id()).isEqualTo(trial.job().id());
            unknown.add(trial.disk().steps().get(trial.disk().steps().size() - 1));
          }
        },
        (store, trial, place, acknowledged) -> {});
    assertThat(unknown).containsOnly("force default");
  }

  @Test
  void claimIsTakenBackWhereverItsWorkerDies() throws IOException {
    killedAtEachStep(
        trial -> trial.store().submit(trial.job()),
        trial -> {
          Lease lease = trial.store().register("w1");
          trial.store().claim(lease, DEFAULT, 1);
        },
        (store, trial, place, acknowledged) ->
            assertThat(finishedByAnother(store, trial, place).state())
                .as(place)
                .isEqualTo(JobState.SUCCEEDED));
  }

  @Test
  void settlingPublishesOneAttemptWhole() throws IOException {
    Claim[] claim = new Claim[1];
    killedAtEachStep(
        trial -> {
          trial.store().submit(trial.job());
          claim[0] = claim(trial.store(), trial.store().register("w1"));
        },
        trial -> trial.store().settle(claim[0], outcome(claim[0], JobState.SUCCEEDED)),
        (store, trial, place, acknowledged) -> {
          if (acknowledged) {
            assertThat(store.find(trial.job().id()).orElseThrow().state())
                .as(place)
                .isEqualTo(JobState.SUCCEEDED);
          }
          JobView job = finishedByAnother(store, trial, place);
          assertThat(job.state()).as(place).isEqualTo(JobState.SUCCEEDED);
          assertThat(published(job)).as(place).isEqualTo("attempt " + attemptOf(job));
          assertThat(deliveredAttempts(store)).as(place).containsExactly(attemptOf(job));
        });
  }

  @Test
  void settlingAgainAfterAHiccupSettlesOnce() throws IOException {
    Claim[] claim = new Claim[1];
    killedAtEachStep(
        trial -> {
          trial.disk().thenGoOn();
          trial.store().submit(trial.job());
          claim[0] = claim(trial.store(), trial.store().register("w1"));
        },
        trial -> {
          Outcome outcome = outcome(claim[0], JobState.SUCCEEDED);
          try {
            assertThat(trial.store().settle(claim[0], outcome)).isTrue();
          } catch (QueueException e) {
            assertThat(trial.store().settle(claim[0], outcome)).isTrue();
          }
        },
        (store, trial, place, acknowledged) -> {
          JobView job = store.find(trial.job().id()).orElseThrow();
          assertThat(job.state()).as(place).isEqualTo(JobState.SUCCEEDED);
          assertThat(published(job)).as(place).isEqualTo("attempt 1");
          assertThat(deliveredAttempts(store)).as(place).containsExactly(1);
        });
  }

  /** Delivers what stands, and returns the attempts that it was for. */
  private static List<Integer> deliveredAttempts(SpoolStore store) {
    List<Integer> delivered = new ArrayList<>();
    for (DeliveryMark mark : store.deliveries()) {
      store.deliver(mark, () -> delivered.add(mark.attempt()));
    }
    assertThat(store.deliveries()).isEmpty();
    return delivered;
  }

  @Test
  void failureIsSettledOnceWithItsErrorFile() throws IOException {
    Claim[] claim = new Claim[1];
    killedAtEachStep(
        trial -> {
          trial.store().submit(trial.job());
          claim[0] = claim(trial.store(), trial.store().register("w1"));
        },
        trial -> trial.store().settle(claim[0], outcome(claim[0], JobState.FAILED)),
        (store, trial, place, acknowledged) -> {
          JobView job = finishedByAnother(store, trial, place);
          Path error = new JobDirectory(job.directory()).output().resolve("sales.txt");
          assertThat(Files.exists(error)).as(place).isEqualTo(job.state() == JobState.FAILED);
          assertThat(deliveredAttempts(store)).as(place).containsExactly(attemptOf(job));
        });
  }

  @Test
  void retryAndReleaseLoseNothing() throws IOException {
    for (boolean release : new boolean[] {true, false}) {
      Claim[] claim = new Claim[1];
      killedAtEachStep(
          trial -> {
            trial.store().submit(trial.job());
            claim[0] = claim(trial.store(), trial.store().register("w1"));
          },
          trial -> {
            Outcome outcome = outcome(claim[0], JobState.FAILED);
            Instant at = clock.instant().plusSeconds(10);
            if (release) {
              trial.store().release(claim[0], outcome, at);
            } else {
              trial.store().retry(claim[0], outcome, at);
            }
          },
          (store, trial, place, acknowledged) -> {
            JobView job = finishedByAnother(store, trial, place);
            assertThat(job.state()).as(place).isEqualTo(JobState.SUCCEEDED);
            assertThat(attemptOf(job)).as(place).isEqualTo(2);
          });
    }
  }

  @Test
  void aRescuerThatDiesIsFollowedByAnother() throws IOException {
    String[] lease = new String[1];
    killedAtEachStep(
        trial -> {
          trial.store().submit(trial.job());
          Lease lost = trial.store().register("w1");
          claim(trial.store(), lost);
          lease[0] = lost.id();
        },
        trial -> trial.store().rescue(lease[0], trial.store().register("rescuer")),
        (store, trial, place, acknowledged) -> {
          JobView job = finishedByAnother(store, trial, place);
          assertThat(job.state()).as(place).isEqualTo(JobState.SUCCEEDED);
          assertThat(attemptOf(job)).as(place).isEqualTo(2);
        });
  }

  @Test
  void promotionLosesNothing() throws IOException {
    Claim[] claim = new Claim[1];
    killedAtEachStep(
        trial -> {
          trial.store().submit(trial.job());
          claim[0] = claim(trial.store(), trial.store().register("w1"));
          trial
              .store()
              .retry(claim[0], outcome(claim[0], JobState.FAILED), clock.instant().plusSeconds(9));
          clock.advance(Duration.ofSeconds(9));
        },
        trial -> trial.store().promoteDue(),
        (store, trial, place, acknowledged) ->
            assertThat(finishedByAnother(store, trial, place).state())
                .as(place)
                .isEqualTo(JobState.SUCCEEDED));
  }

  @Test
  void aKeyedSubmitIsFinishedOrUndoneAndAgainIsSafe() throws IOException {
    UniqueKey key = UniqueKey.whileUnfinished("a");
    killedAtEachStep(
        trial -> {},
        trial -> trial.store().submit(keyed(trial.job(), key)),
        (store, trial, place, acknowledged) -> {
          Job job = keyed(trial.job(), key);
          if (acknowledged) {
            assertThat(store.find(job.id())).as(place).isPresent();
          }
          assertThat(store.submitAgain(job)).as(place).isEqualTo(job.id());
          assertThat(store.list(JobFilter.newest(9))).as(place).hasSize(1);
          assertThat(finishedByAnother(store, trial, place).state())
              .as(place)
              .isEqualTo(JobState.SUCCEEDED);
        });
  }

  @Test
  void aKeyedSubmitThatDiedIsOvertakenByAnotherHost() throws IOException {
    UniqueKey key = UniqueKey.whileUnfinished("a");
    killedAtEachStep(
        trial -> {},
        trial -> trial.store().submit(keyed(trial.job(), key)),
        (store, trial, place, acknowledged) -> {
          Job other = keyed(job(), key);
          JobId stands = store.submit(other);
          assertThat(stands).as(place).isIn(trial.job().id(), other.id());
          if (acknowledged) {
            assertThat(stands).as(place).isEqualTo(trial.job().id());
          }
          store.sweep();
          assertThat(store.list(JobFilter.newest(9)))
              .as(place)
              .extracting(JobView::id)
              .containsExactly(stands);
        });
  }

  @Test
  void theSweepFinishesAKeyedSubmitThatItsKeyNames() throws IOException {
    UniqueKey key = UniqueKey.whileUnfinished("a");
    killedAtEachStep(
        trial -> {},
        trial -> trial.store().submit(keyed(trial.job(), key)),
        (store, trial, place, acknowledged) -> {
          store.sweep();
          boolean named = Files.exists(new Keys(spoolOf(store), null).file(key));
          assertThat(store.find(trial.job().id()).isPresent()).as(place).isEqualTo(named);
        });
  }

  private Spool spoolOf(SpoolStore store) {
    return new Spool(store.root(), new LocalDisk(), clock);
  }

  private static Job keyed(Job job, UniqueKey key) {
    JobRequest request =
        JobRequest.of("sales").output("csv").publishAt("there/sales").key(key).build();
    return new Job(job.id(), request, job.submittedAt(), null);
  }

  @Test
  void aPreparedJobIsReleasedOnceOrStaysPrepared() throws IOException {
    killedAtEachStep(
        trial -> trial.store().prepare(trial.job()),
        trial -> trial.store().release(trial.job().id()),
        (store, trial, place, acknowledged) -> {
          assertThat(store.release(trial.job().id())).as(place).isTrue();
          assertThat(finishedByAnother(store, trial, place).state())
              .as(place)
              .isEqualTo(JobState.SUCCEEDED);
        });
  }

  @Test
  void aPreparedJobIsDiscardedWholeOrStaysPrepared() throws IOException {
    UniqueKey key = UniqueKey.whileUnfinished("k");
    killedAtEachStep(
        trial -> trial.store().prepare(keyed(trial.job(), key)),
        trial -> trial.store().discard(trial.job().id()),
        (store, trial, place, acknowledged) -> {
          boolean prepared = store.find(trial.job().id()).isPresent();
          assertThat(prepared && acknowledged).as(place).isFalse();
          assertThat(store.discard(trial.job().id())).as(place).isEqualTo(prepared);
          assertThat(store.find(trial.job().id())).as(place).isEmpty();
        });
  }

  @Test
  void whatIsDroppedIsTakenInOnce() throws IOException {
    killedAtEachStep(
        trial -> {
          Lease lease = trial.store().register("w1");
          Files.writeString(
              trial.store().root().resolve("inbox/a.json"),
              "{\"format\":\"pressroom/job/1\",\"report\":\"sales\","
                  + "\"outputs\":[{\"format\":\"csv\"}]}");
          taking = lease;
        },
        trial -> trial.store().takeIn(taking),
        (store, trial, place, acknowledged) -> {
          Lease rescuer = store.register("rescuer");
          store.rescue(taking.id(), rescuer);
          store.takeIn(rescuer);
          List<JobView> jobs = store.list(JobFilter.newest(9));
          assertThat(jobs).as(place).hasSize(1);
          assertThat(Files.readString(store.root().resolve("inbox/a.id")).strip())
              .as(place)
              .isEqualTo(jobs.get(0).id().text());
          assertThat(store.root().resolve("inbox/a.json")).as(place).doesNotExist();
          assertThat(store.deregister(rescuer)).as(place).isTrue();
        });
  }

  private Lease taking;

  @Test
  void anOperatorsRetryLosesNothing() throws IOException {
    killedAtEachStep(
        trial -> {
          trial.store().submit(trial.job());
          Claim claim = claim(trial.store(), trial.store().register("w1"));
          trial.store().settle(claim, outcome(claim, JobState.FAILED));
        },
        trial -> trial.store().retry(trial.job().id(), 2),
        (store, trial, place, acknowledged) -> {
          JobView job = finishedByAnother(store, trial, place);
          assertThat(attemptOf(job)).as(place).isIn(1, 2);
          if (acknowledged) {
            assertThat(job.state()).as(place).isEqualTo(JobState.SUCCEEDED);
          }
        });
  }

  @Test
  void aPurgeThatDiedLeavesWholeJobsOrNone() throws IOException {
    killedAtEachStep(
        trial -> {
          trial.store().submit(trial.job());
          Claim claim = claim(trial.store(), trial.store().register("w1"));
          trial.store().settle(claim, outcome(claim, JobState.SUCCEEDED));
          clock.advance(Duration.ofDays(3));
        },
        trial -> trial.store().purge(java.time.LocalDate.of(9999, 1, 1)),
        (store, trial, place, acknowledged) -> {
          store.sweep();
          if (store.find(trial.job().id()).isPresent()) {
            assertThat(published(store.find(trial.job().id()).orElseThrow()))
                .as(place)
                .isEqualTo("attempt 1");
          }
          try (Stream<Path> trash = Files.list(store.root().resolve("trash"))) {
            assertThat(trash).as(place).isEmpty();
          }
        });
  }

  @Test
  void cancelIsDoneOnceItIsAcknowledged() throws IOException {
    killedAtEachStep(
        trial -> trial.store().submit(trial.job()),
        trial -> trial.store().cancel(trial.job().id()),
        (store, trial, place, acknowledged) -> {
          if (acknowledged) {
            assertThat(store.find(trial.job().id()).orElseThrow().state())
                .as(place)
                .isEqualTo(JobState.CANCELLED);
          }
          finishedByAnother(store, trial, place);
        });
  }

  @Test
  void aFireIsOneJobWhereverItsWorkerDies() throws IOException {
    EveryMinute rule = EveryMinute.called("nightly");
    killedAtEachStep(
        trial -> {
          trial.store().advance("nightly", rule);
          clock.advance(Duration.ofMinutes(2));
        },
        trial -> trial.store().advance("nightly", rule),
        (store, trial, place, acknowledged) -> {
          if (acknowledged) {
            assertThat(store.list(JobFilter.newest(9))).as(place).hasSize(2);
            assertThat(store.advance("nightly", rule).jobs()).as(place).isEmpty();
          } else {
            store.advance("nightly", rule);
          }
          store.sweep();
          assertThat(store.list(JobFilter.newest(9))).as(place).hasSize(2);
          assertThat(store.schedules().get(0).fired())
              .as(place)
              .isEqualTo(clock.instant().truncatedTo(ChronoUnit.MINUTES));
          assertThat(store.advance("nightly", rule).jobs()).as(place).isEmpty();
        });
  }

  @Test
  void aPauseHoldsOnceItIsAcknowledgedAndSoDoesItsEnd() throws IOException {
    EveryMinute rule = EveryMinute.called("nightly");
    killedAtEachStep(
        trial -> trial.store().advance("nightly", rule),
        trial -> trial.store().pauseSchedule("nightly"),
        (store, trial, place, acknowledged) -> {
          assertThat(acknowledged && !store.schedules().get(0).paused()).as(place).isFalse();
          store.pauseSchedule("nightly");
          assertThat(store.schedules().get(0).paused()).as(place).isTrue();
        });
    killedAtEachStep(
        trial -> {
          trial.store().advance("nightly", rule);
          trial.store().pauseSchedule("nightly");
        },
        trial -> trial.store().resumeSchedule("nightly"),
        (store, trial, place, acknowledged) -> {
          assertThat(acknowledged && store.schedules().get(0).paused()).as(place).isFalse();
          store.resumeSchedule("nightly");
          assertThat(store.schedules().get(0).paused()).as(place).isFalse();
        });
  }
}
