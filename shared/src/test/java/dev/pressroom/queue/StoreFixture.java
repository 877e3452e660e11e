package dev.pressroom.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A store, a clock, and a small vocabulary to say what stores do. */
public abstract class StoreFixture {
  protected static final Instant START = Instant.parse("2026-11-21T08:00:00Z");
  protected static final List<String> DEFAULT = List.of("default");

  protected final SettableClock clock = new SettableClock(START);
  protected Store store;

  /** Opens the store that this test is about; several calls open the same one. */
  protected abstract Store open(Clock clock);

  @BeforeEach
  void openStore() {
    store = open(clock);
  }

  @AfterEach
  void closeStore() {
    store.close();
  }

  // The vocabulary.

  protected Job job(JobRequest.Builder request) {
    JobRequest built = request.build();
    return new Job(JobId.create(clock.instant(), built.report()), built, clock.instant(), null);
  }

  protected static JobRequest.Builder request() {
    return JobRequest.of("sales.monthly").parameter("month", "2026-10").output("csv");
  }

  protected JobId submitted(JobRequest.Builder request) {
    return store.submit(job(request));
  }

  protected Claim claimedBy(Lease lease) {
    List<Claim> claims = store.claim(lease, DEFAULT, 1);
    assertThat(claims).hasSize(1);
    store.layOut(claims.get(0));
    return claims.get(0);
  }

  protected List<Rescued> rescued(String lease) {
    Lease own = store.register("rescuer");
    List<Rescued> rescued = store.rescue(lease, own);
    store.deregister(own);
    return rescued;
  }

  protected JobState stateOf(JobId id) {
    return store.find(id).orElseThrow().state();
  }

  protected Outcome success(Claim claim) {
    byte[] content = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    try {
      Files.write(
          new JobDirectory(claim.directory())
              .attemptOutput(claim.attempt().number())
              .resolve("monthly.csv"),
          content);
    } catch (IOException e) {
      // The claim was taken away; settling is to find that out by itself.
    }
    return outcome(claim, JobState.SUCCEEDED, Reason.SUCCEEDED)
        .producing(
            new Outcome.Produced(
                1,
                List.of(new Artifact("monthly.csv", "csv", "text/csv", content.length, null, "0")),
                List.of()));
  }

  protected Outcome failure(Claim claim, String message) {
    return outcome(claim, JobState.FAILED, Reason.REPORT_FAILED)
        .as(JobState.FAILED, Reason.REPORT_FAILED, Failure.of(message, true));
  }

  private Outcome outcome(Claim claim, JobState state, Reason reason) {
    return new Outcome(
        claim.id(),
        state,
        reason,
        claim.attempt(),
        claim.route(),
        new Outcome.Run(
            claim.lease().worker(),
            claim.claimedAt(),
            claim.claimedAt(),
            clock.instant(),
            null,
            null),
        null,
        null,
        "test");
  }

  /** What a finished job's outcome is, wherever its store keeps it. */
  protected Outcome outcomeOf(JobId id) {
    try {
      return new JobDirectory(store.find(id).orElseThrow().directory())
          .readOutcome(new LocalDisk())
          .orElseThrow();
    } catch (Exception e) {
      throw new AssertionError("the outcome of " + id + " cannot be read", e);
    }
  }

  protected Path file(JobId id, String name) {
    return store.find(id).orElseThrow().directory().resolve(name);
  }
}
