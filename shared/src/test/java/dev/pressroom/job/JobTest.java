package dev.pressroom.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  @Test
  void everyPairOfStatesIsLegalOrNotAsTheDesignSays() {
    Map<JobState, Set<JobState>> legal = new EnumMap<>(JobState.class);
    legal.put(
        JobState.PREPARED, EnumSet.of(JobState.SCHEDULED, JobState.QUEUED, JobState.CANCELLED));
    legal.put(JobState.SCHEDULED, EnumSet.of(JobState.QUEUED, JobState.CANCELLED));
    legal.put(JobState.QUEUED, EnumSet.of(JobState.RUNNING, JobState.CANCELLED));
    legal.put(
        JobState.RUNNING,
        EnumSet.of(
            JobState.SUCCEEDED,
            JobState.FAILED,
            JobState.CANCELLED,
            JobState.SCHEDULED,
            JobState.QUEUED));
    legal.put(JobState.SUCCEEDED, EnumSet.noneOf(JobState.class));
    legal.put(JobState.FAILED, EnumSet.of(JobState.QUEUED));
    legal.put(JobState.CANCELLED, EnumSet.of(JobState.QUEUED));
    for (JobState from : JobState.values()) {
      for (JobState to : JobState.values()) {
        assertThat(from.mayBecome(to))
            .as("%s -> %s", from, to)
            .isEqualTo(legal.get(from).contains(to));
      }
    }
  }

  @Test
  void idsSortByTimeAndWithinOneMillisecondByOrder() {
    String before = "";
    for (int i = 0; i < 10_000; i++) {
      String next = JobId.create(NOW.plusMillis(i / 1_000), "a").text();
      assertThat(next).isGreaterThan(before);
      before = next;
    }
  }

  @Test
  void anIdTellsItsTimeAndReport() {
    JobId id = JobId.create(NOW, "finance.sales-by-country");

    assertThat(id.time()).isEqualTo(NOW);
    assertThat(id.report()).isEqualTo("finance.sales-by-country");
    assertThat(id.reportLeaf()).isEqualTo("sales-by-country");
    assertThat(new JobId(id.text())).isEqualTo(id);
    assertThat(JobId.create(NOW, "plain").reportLeaf()).isEqualTo("plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "A", "a..b", ".a", "a.", "-a", "a--b", "a/b", "../a", "a\u0000", "a\n", "ä"})
  void whatIsNoReportsNameIsRefused(String name) {
    assertThatThrownBy(() -> JobRequest.of(name)).hasMessageContaining("is not a report's name");
  }

  @Test
  void aReportsNameHasUpTo64Characters() {
    assertThat(JobRequest.of("a".repeat(64)).build().report()).hasSize(64);
    assertThatThrownBy(() -> JobRequest.of("a".repeat(65))).hasMessageContaining("up to 64");
  }

  @Test
  void badRequestsAreRefusedBeforeAnythingIsWritten() {
    JobRequest.Builder request = JobRequest.of("a");
    assertThatThrownBy(() -> request.parameter("x", new Object()))
        .hasMessageContaining("parameter \"x\" is a java.lang.Object; hand over text");
    assertThatThrownBy(() -> request.parameter("x", Double.NaN)).hasMessageContaining("finite");
    assertThatThrownBy(() -> request.parameter("x", "a\u0000b")).hasMessageContaining("NUL");
    assertThatThrownBy(() -> request.parameter("x", "a\ud800b")).hasMessageContaining("surrogate");
    assertThatThrownBy(() -> request.parameter("x y", 1)).hasMessageContaining("name");
    assertThatThrownBy(() -> request.priority(10)).hasMessageContaining("0 (first) to 9");
    assertThatThrownBy(() -> request.queue("A")).hasMessageContaining("queue's name");
    assertThatThrownBy(() -> request.attempts(0)).hasMessageContaining("1 to 100");
    assertThatThrownBy(() -> request.timeout(Duration.ZERO)).hasMessageContaining("timeout");
    assertThatThrownBy(() -> request.output("pdf", "../x")).hasMessageContaining("file's name");
    assertThatThrownBy(() -> request.output("pdf", ".hidden")).hasMessageContaining("file's name");
    assertThatThrownBy(() -> request.publishAt("a/../b")).hasMessageContaining("file's name");
    assertThatThrownBy(() -> request.publishAt("")).hasMessageContaining("file's name");
    assertThatThrownBy(() -> request.principal("Acme", null)).hasMessageContaining("tenant");
    assertThatThrownBy(() -> request.label("a", "b\nc")).hasMessageContaining("control character");
    assertThatThrownBy(() -> JobRequest.of("a").output("pdf").output("pdf").build())
        .hasMessageContaining("two outputs");
    assertThatThrownBy(
            () -> JobRequest.of("a").output("pdf").output("pdf", "b").publishAt("c").build())
        .hasMessageContaining("one output of each format");
  }

  @Test
  void aRequestWithoutOutputsAsksForOnePdf() {
    assertThat(JobRequest.of("a").build().outputs()).containsExactly(OutputRequest.of("pdf"));
  }

  @Test
  void numbersHaveOneForm() {
    Map<String, Object> values =
        JobRequest.of("a")
            .parameter("i", 5)
            .parameter("d", 5.0)
            .parameter("b", new BigDecimal("1E+3"))
            .parameter("f", 1.5f)
            .build()
            .parameters();
    assertThat(values)
        .containsEntry("i", 5L)
        .containsEntry("d", new BigDecimal("5.0"))
        .containsEntry("b", 1000L)
        .containsEntry("f", new BigDecimal("1.5"));
  }

  @Test
  void backoffDoublesUpToItsMostAndVariesDownwards() {
    Backoff backoff = new Backoff(Duration.ofSeconds(10), Duration.ofSeconds(35));
    assertThat(backoff.after(1, 0)).isEqualTo(Duration.ofSeconds(10));
    assertThat(backoff.after(2, 0)).isEqualTo(Duration.ofSeconds(20));
    assertThat(backoff.after(3, 0)).isEqualTo(Duration.ofSeconds(35));
    assertThat(backoff.after(99, 0)).isEqualTo(Duration.ofSeconds(35));
    assertThat(backoff.after(1, 0.9999))
        .isBetween(Duration.ofMillis(7_500), Duration.ofMillis(7_502));
  }

  @Test
  void attemptsOnlyGrow() {
    Attempt first = new Attempt(0, 1).next();
    assertThat(first).isEqualTo(new Attempt(1, 1));
    assertThat(first.last()).isTrue();
    assertThat(first.released()).isEqualTo(new Attempt(1, 2));
    assertThat(first.released().last()).isFalse();
  }
}
