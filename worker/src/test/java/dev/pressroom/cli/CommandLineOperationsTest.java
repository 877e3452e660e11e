package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The verbs that change what is in a queue. */
class CommandLineOperationsTest extends AtTheCommandLine {
  private Said on(String... arguments) {
    return pressroom(
        Stream.concat(Stream.of(arguments), Stream.of("-c", config.toString()))
            .toArray(String[]::new));
  }

  private Path spool() {
    return home.resolve("work");
  }

  private Hand hand() {
    return new Hand(spool(), Instant.now());
  }

  private static String number(String id) {
    return id.substring(0, 26);
  }

  @Test
  void aJobIsNamedByItsIdItsBeginningItsNumbersEndOrAsTheLast() {
    String first = submitted();
    String last = submitted();

    assertThat(on("show", first).out()).contains(first);
    assertThat(on("show", number(first)).out()).contains(first);
    assertThat(on("show", number(first).substring(18).toLowerCase(java.util.Locale.ROOT)).out())
        .contains(first);
    assertThat(on("show", "last").out()).contains(last);
    assertThat(on("show", first.substring(0, 4)))
        .satisfies(
            said -> {
              assertThat(said.code()).isEqualTo(ExitCode.USAGE);
              assertThat(said.err()).contains("fits 2 jobs; write more", first, last);
            });
    assertThat(on("show", "zzzz").code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(on("show", "01").err()).contains("at least 4");
  }

  @Test
  void cancelEndsWhatWaitsAndAsksWhatRunsToStop() {
    String waits = submitted();
    JobId runs;
    try (Hand hand = hand()) {
      runs = hand.submits(JobRequest.of("busy").queue("other"));
      hand.claims(hand.registers("w1", "other"), "other");
    }

    Said said = on("cancel", waits, runs.text());

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("cancelled  " + waits, "stopping   " + runs);
    assertThat(on("cancel", waits).out()).contains("cancelled");
    try (Hand hand = hand()) {
      assertThat(hand.store().find(runs).orElseThrow().directory().resolve("cancel")).exists();
    }
  }

  @Test
  void cancellingAllThatFitsNeedsAFilterAndASecondWord() {
    submitted();
    String other = submitted("--queue", "other", "--label", "team=ops");

    assertThat(on("cancel").code()).isEqualTo(ExitCode.USAGE);
    assertThat(on("cancel", "--all", "--yes").err()).contains("add --queue NAME");
    Said told = on("cancel", "--all", "--label", "team=ops");
    assertThat(told.code()).isEqualTo(ExitCode.USAGE);
    assertThat(told.out()).contains(other, "Nothing was done. Add --yes to cancel this job.");
    assertThat(on("cancel", "--all", "--queue", "other", "--yes", "--json").out())
        .contains("\"state\" : \"cancelled\"", other);
    assertThat(on("list", "-s", "queued").out()).doesNotContain(other).contains("queued");
    assertThat(on("cancel", "--all", "--queue", "other", "--yes").out())
        .contains("no unfinished job fits");
  }

  @Test
  void whatHasEndedCannotBeCancelledAndSaysSo() {
    JobId failed;
    try (Hand hand = hand()) {
      failed = hand.fails("broken", "no such table");
    }

    Said said = on("cancel", failed.text());

    assertThat(said.code()).isEqualTo(ExitCode.FAILED);
    assertThat(said.out()).contains("failed", "it had ended before");
  }

  @Test
  void retryPutsAFailedJobBackWithNewAttempts() {
    JobId failed;
    try (Hand hand = hand()) {
      failed = hand.fails("broken", "no such table");
    }

    Said said = on("retry", failed.text(), "--attempts", "2");

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("queued", "attempt 2 of 3");
    assertThat(on("retry", failed.text()))
        .satisfies(
            again -> {
              assertThat(again.code()).isEqualTo(ExitCode.FAILED);
              assertThat(again.out()).contains("neither failed nor cancelled");
            });
    assertThat(on("retry", failed.text(), "--attempts", "0").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void retryOfAllLeavesWhatSomebodyCancelled() {
    String cancelled = submitted("--queue", "q");
    on("cancel", cancelled);
    JobId failed;
    try (Hand hand = hand()) {
      failed = hand.fails("broken", "no such table");
    }

    assertThat(on("retry", "--all", "--report", "broken", "--yes").out()).contains(failed.text());
    assertThat(on("retry", "--all", "--report", "sales", "--yes").out()).contains("no failed job");
    assertThat(on("list", "-s", "cancelled").out()).contains(cancelled);
  }

  @Test
  void queuesTellWhatWaitsAndWhoServes() {
    submitted();
    submitted("--queue", "nightly");
    try (Hand hand = hand()) {
      hand.registers("w1", "default", "interactive");
    }

    assertThat(on("queues", "pause", "nightly").out()).contains("resume nightly");
    Said said = on("queues");
    assertThat(said.out())
        .containsPattern("default +open +1 +\\d+s +0 +0 +0 +1\n")
        .containsPattern("nightly +paused +1 ");
    assertThat(on("queues", "--json").out()).contains("\"paused\" : true", "\"w1\"");
    assertThat(on("queues", "resume", "nightly").code()).isZero();
    assertThat(on("queues").out()).containsPattern("nightly +unserved +1 ");
    assertThat(on("queues", "resume", "nosuch").code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(on("queues", "pause", "No Queue").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aWaitingJobIsMoved() {
    String id = submitted("--priority", "7");

    assertThat(on("queues", "move", id).err()).contains("--to QUEUE");
    assertThat(on("queues", "move", id, "--to", "fast").out()).contains("queue fast, priority 7");
    assertThat(on("queues", "move", id, "--priority", "0").out())
        .contains("queue fast, priority 0");
    on("cancel", id);
    assertThat(on("queues", "move", id, "--to", "other").code()).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void purgeTellsBeforehandAndRemovesByDay() {
    Instant then = Instant.now().minus(40, ChronoUnit.DAYS);
    JobId old;
    try (Hand hand = new Hand(spool(), then)) {
      old = hand.fails("broken", "no such table");
    }
    JobId today;
    try (Hand hand = hand()) {
      today = hand.fails("broken", "no such table");
    }

    assertThat(on("purge", "--older-than", "30d", "--dry-run").out())
        .contains(old.text(), "1 job that ended before", "would be removed");
    assertThat(on("purge", "--older-than", "50d").out()).contains("0 jobs");
    assertThat(on("purge", "--older-than", "30d", "--json").out()).contains(old.text());
    assertThat(on("purge", "--older-than", "1d").out()).contains("0 jobs");
    try (Hand hand = hand()) {
      assertThat(hand.store().find(old)).isEmpty();
      assertThat(hand.store().find(today).orElseThrow().state()).isEqualTo(JobState.FAILED);
    }
    assertThat(on("purge").code()).isEqualTo(ExitCode.USAGE);
    assertThat(on("purge", "--before", "yesterday").err()).contains("write 2026-10-01");
    assertThat(on("purge", "--older-than", "5m").err()).contains("write 30d");
  }

  @Test
  void versionTellsWhatRunsHere() {
    assertThat(pressroom("version").out()).contains("Pressroom", "Java", "System");
    assertThat(pressroom("version", "--json").out()).contains("\"java\"", "\"system\"");
  }
}
