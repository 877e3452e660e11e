package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.jobdir.FaultyDisk;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.OutcomeUnknownException;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.spool.SpoolStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The disk fails at each step of each operation, before or after it is done, once or for good. What
 * the host hears must be true of what is in the spool.
 */
class FaultTest {
  private static final UniqueKey KEY = UniqueKey.whileUnfinished("k");

  @TempDir Path temp;

  private int trial;

  private interface Operation {
    void run(Submitter submitter, Heard heard);
  }

  /** What the host heard. */
  private static final class Heard {
    Set<JobId> accepted = Set.of();
    boolean unknown;

    void accepted(List<SubmittedJob> jobs) {
      accepted = jobs.stream().map(SubmittedJob::id).collect(Collectors.toSet());
    }
  }

  private static JobRequest request(boolean keyed) {
    JobRequest.Builder request = JobRequest.of("sales");
    return keyed ? request.key(KEY).build() : request.build();
  }

  private void atEachStep(
      FaultyDisk.Fault fault, boolean once, JobState state, Operation operation) {
    boolean failed = true;
    for (int step = 1; failed; step++) {
      assertThat(step).isLessThan(200);
      Path root = temp.resolve(Integer.toString(trial++));
      FaultyDisk disk = new FaultyDisk();
      if (once) {
        disk.thenGoOn();
      }
      SpoolStore store = SpoolStore.open(root, disk, Clock.systemUTC());
      Heard heard = new Heard();
      try (Submitter submitter =
          new StoreSubmitter(
              new Queue(store, store, null, new DirectoryFiles(), new Waiting()),
              Clock.systemUTC(),
              new Job.SubmittedBy("test", null),
              store::close)) {
        disk.failAt(step, fault);
        operation.run(submitter, heard);
      } catch (OutcomeUnknownException e) {
        heard.unknown = true;
      } catch (PartlySubmittedException e) {
        heard.unknown = !e.unknown().isEmpty();
        heard.accepted(e.submitted());
      } catch (QueueException e) {
        assertThat(heard.accepted).isEmpty();
      }
      failed = disk.failed();
      String place = fault + " at step " + step + " of " + disk.steps();
      try (SpoolStore reopened = SpoolStore.open(root, Clock.systemUTC())) {
        List<JobView> there = reopened.list(JobFilter.newest(99));
        Set<JobId> ids = there.stream().map(JobView::id).collect(Collectors.toSet());
        assertThat(ids).as(place).hasSameSizeAs(there).containsAll(heard.accepted);
        if (!heard.unknown) {
          assertThat(ids).as(place).isEqualTo(heard.accepted);
        }
        assertThat(there).as(place).allMatch(job -> job.state() == state);
        if (!failed) {
          assertThat(heard.accepted).as(place).isNotEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED, true, true",
    "REFUSED, true, false",
    "REFUSED, false, true",
    "REFUSED, false, false",
    "REPLY_LOST, true, true",
    "REPLY_LOST, true, false",
    "REPLY_LOST, false, true",
    "REPLY_LOST, false, false"
  })
  void whatSubmitSaysIsTrue(FaultyDisk.Fault fault, boolean once, boolean keyed) {
    atEachStep(
        fault,
        once,
        JobState.QUEUED,
        (submitter, heard) -> heard.accepted(List.of(submitter.submit(request(keyed)))));
  }

  @ParameterizedTest
  @CsvSource({"REFUSED, true", "REFUSED, false", "REPLY_LOST, true", "REPLY_LOST, false"})
  void whatSubmittingManySaysIsTrue(FaultyDisk.Fault fault, boolean once) {
    List<JobRequest> requests = List.of(request(false), request(true), request(false));
    atEachStep(
        fault,
        once,
        JobState.QUEUED,
        (submitter, heard) -> heard.accepted(submitter.submitAll(requests)));
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED, true, true",
    "REFUSED, true, false",
    "REFUSED, false, true",
    "REFUSED, false, false",
    "REPLY_LOST, true, true",
    "REPLY_LOST, true, false",
    "REPLY_LOST, false, true",
    "REPLY_LOST, false, false"
  })
  void whatPreparingSaysIsTrue(FaultyDisk.Fault fault, boolean once, boolean keyed) {
    atEachStep(
        fault,
        once,
        JobState.PREPARED,
        (submitter, heard) -> heard.accepted = Set.of(submitter.prepare(request(keyed)).id()));
  }
}
