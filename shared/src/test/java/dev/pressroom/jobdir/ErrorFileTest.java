package dev.pressroom.jobdir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Failure;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorFileTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  @Test
  void tellsAStrangerWhatHappenedAndWhere() {
    JobId id = new JobId("01JD3Z8Q6VK9M2T5R7X0ABCDEF-sales");
    Job job = new Job(id, JobRequest.of("sales").parameter("year", 2026).build(), NOW, null);
    String sql = "select\n\tname, amuont\nfrom sales";
    Outcome outcome =
        new Outcome(
            id,
            JobState.FAILED,
            Reason.REPORT_FAILED,
            new Attempt(2, 3),
            new Outcome.Route("default", 5),
            new Outcome.Run("w1", NOW, NOW, NOW, NOW, null),
            null,
            new Failure(
                "column \"amuont\" does not exist",
                true,
                new Failure.Place("sales/report.yaml", 7, 3, sql, sql.indexOf("amuont") + 1, 12),
                Failure.causesOf(new RuntimeException("outer", new IllegalStateException("root"))),
                "read 12 rows\n"),
            new Outcome.Report("abc", List.of()),
            "1.0");

    String text = new String(ErrorFile.render(job, outcome), StandardCharsets.UTF_8);

    assertThat(text)
        .startsWith("column \"amuont\" does not exist\n\n")
        .contains("When:    2026-11-21T08:00:00Z\n")
        .contains("Attempt: 2 of 3\n")
        .contains("Worker:  w1\n")
        .contains("Where:   sales/report.yaml, line 7, column 3\n")
        .contains("Row:     12 was being read\n")
        .contains("    \tname, amuont\n    \t      ^\n")
        .contains("java.lang.RuntimeException: outer\n    at dev.pressroom")
        .contains("Caused by:\njava.lang.IllegalStateException: root\n")
        .contains("    read 12 rows\n")
        .contains("\"year\" : 2026");
  }

  @Test
  void masksWhatTheReportMasksAndEverythingWhereThatIsNotKnown() {
    JobId id = new JobId("01JD3Z8Q6VK9M2T5R7X0ABCDEF-sales");
    Job job =
        new Job(
            id,
            JobRequest.of("sales").parameter("ssn", "123-45-6789").parameter("year", 2026).build(),
            NOW,
            null);
    Failure failure = Failure.of("invalid input: \"123-45-6789\" in 2026", true);

    assertThat(text(job, failure.withLog("123-45-6789"), new Outcome.Report(null, List.of("ssn"))))
        .startsWith("invalid input: \"•••\" in 2026\n")
        .contains("\"ssn\" : \"•••\"", "\"year\" : 2026", "    •••\n")
        .doesNotContain("6789");
    assertThat(text(job, failure, null))
        .startsWith("invalid input: ")
        .contains("\"year\" : \"•••\"", "job.json has them");
  }

  private static String text(Job job, Failure failure, Outcome.Report report) {
    Outcome outcome =
        new Outcome(
            job.id(),
            JobState.FAILED,
            Reason.REPORT_FAILED,
            new Attempt(1, 1),
            new Outcome.Route("default", 5),
            null,
            null,
            failure,
            report,
            "1.0");
    return new String(ErrorFile.render(job, outcome), StandardCharsets.UTF_8);
  }
}
