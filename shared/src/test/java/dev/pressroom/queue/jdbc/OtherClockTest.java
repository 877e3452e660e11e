package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A worker whose clock is ahead of the database's: what is due is the database's to say. */
class OtherClockTest extends JdbcFixture {
  private static final Duration APART = Duration.ofHours(1);

  private JdbcStore ahead;

  @Override
  TestDatabase create() {
    return TestDatabase.postgres();
  }

  @BeforeEach
  void openAhead() {
    ahead = JdbcStore.open(OtherClock.behind(database.source()), root.resolve("ahead"), null, null);
  }

  @AfterEach
  void closeAhead() {
    ahead.close();
  }

  /** A job for a moment of the database's. */
  private Job due(Duration fromNow) {
    Job job = job(request().runAt(Instant.now().minus(APART).plus(fromNow)));
    ahead.submit(job);
    return job;
  }

  @Test
  void theNextDueMomentIsToldByTheClockOfWhoeverWaits() {
    due(Duration.ofMinutes(10));
    assertThat(ahead.promoteDue().orElseThrow())
        .isBetween(
            Instant.now().plus(Duration.ofMinutes(5)), Instant.now().plus(Duration.ofMinutes(11)));
  }

  @Test
  void aJobThatIsScheduledForJustNowIsFoundByTheNextLook() {
    ahead.promoteDue();
    Job job = due(Duration.ofSeconds(-30));
    ahead.promoteDue();
    assertThat(stateOf(job.id())).isEqualTo(JobState.QUEUED);
  }
}
