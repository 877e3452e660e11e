package dev.pressroom.jobdir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.JobId;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobNameTest {
  private static final JobId ID = new JobId("01JD3Z8Q6VK9M2T5R7X0ABCDEF-finance.sales-by.1of2");

  @Test
  void everyFormComesBackAsItWas() {
    Instant due = Instant.parse("2026-11-21T08:00:03.045Z");
    for (JobName name :
        new JobName[] {
          new JobName(null, "default", 5, ID, new Attempt(0, 3), null),
          new JobName(due, "a-1", 0, ID, new Attempt(12, 99_999), "acme-2"),
        }) {
      assertThat(JobName.parse(name.text())).contains(name);
    }
    assertThat(new JobName(due, "q", 1, ID, new Attempt(2, 3), "acme").text())
        .isEqualTo("20261121T080003045Z.q.1." + ID + ".2of3@acme");
  }

  @Test
  void aDueTimeIsRoundedUpSoThatNothingRunsEarly() {
    JobName name = new JobName(null, "q", 1, ID, new Attempt(0, 1), null);
    assertThat(name.waitingUntil(Instant.parse("2026-11-21T08:00:00.000000001Z")).dueAt())
        .isEqualTo(Instant.parse("2026-11-21T08:00:00.001Z"));
  }

  @Test
  void theLongestNameFitsADirectory() {
    JobId longest = JobId.create(Instant.now(), "a".repeat(64));
    String name =
        new JobName(
                Instant.now(),
                "q".repeat(40),
                9,
                longest,
                new Attempt(99_999, 99_999),
                "t".repeat(40))
            .text();
    assertThat(name.length()).isLessThan(220);
    assertThat(JobName.parse(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "lease",
        "default.5.01JD3Z8Q6VK9M2T5R7X0ABCDEF-a",
        "default.x.01JD3Z8Q6VK9M2T5R7X0ABCDEF-a.0of1",
        "default.5.01JD3Z8Q6VK9M2T5R7X0ABCDEF-A.0of1",
        "default.5.01JD3Z8Q6VK9M2T5R7X0ABCDEF-a.0of0",
        "default.5.01JD3Z8Q6VK9M2T5R7X0ABCDEF-a.0of1@",
        "20261399T080003045Z.default.5.01JD3Z8Q6VK9M2T5R7X0ABCDEF-a.0of1",
        "default.5.01JD3Z8Q6VK9M2T5R7X0ABCDEF-a.0of1\n",
      })
  void whatIsNoNameIsNotRead(String text) {
    assertThat(JobName.parse(text)).isEmpty();
  }
}
