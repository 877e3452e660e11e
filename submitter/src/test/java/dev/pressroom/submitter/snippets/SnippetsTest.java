package dev.pressroom.submitter.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.submitter.RecordingSubmitter;
import dev.pressroom.submitter.SubmittedJob;
import dev.pressroom.submitter.Submitter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what is compiled here, and does what the README says. */
class SnippetsTest {
  private static final Path SOURCES = Path.of("src/test/java/dev/pressroom/submitter/snippets");

  @TempDir Path root;

  @Test
  void everyBlockOfTheReadmeIsCompiledAndEverySnippetShown() throws IOException {
    List<String> snippets = new ArrayList<>();
    try (var files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        snippets.addAll(snippetsOf(Files.readString(file, StandardCharsets.UTF_8)));
      }
    }
    List<String> blocks = blocks(Files.readString(Path.of("README.md"), StandardCharsets.UTF_8));
    assertThat(blocks).isNotEmpty().containsExactlyInAnyOrderElementsOf(snippets);
  }

  private static List<String> blocks(String markdown) {
    return between(markdown, "```java", "```");
  }

  private static List<String> snippetsOf(String source) {
    return between(source, "// README", "// end");
  }

  private static List<String> between(String text, String begin, String end) {
    List<String> found = new ArrayList<>();
    StringBuilder inside = null;
    for (String line : text.lines().toList()) {
      if (line.strip().equals(begin)) {
        inside = new StringBuilder();
      } else if (inside != null && line.strip().equals(end)) {
        found.add(inside.toString().stripTrailing().stripIndent().strip());
        inside = null;
      } else if (inside != null) {
        inside.append(line).append('\n');
      }
    }
    return found;
  }

  @Test
  void aPlainProgramSubmits() {
    String id = new PlainProgram().submit("spool:" + root);
    try (Submitter submitter = Submitter.open("spool:" + root)) {
      assertThat(submitter.find(id).orElseThrow().state()).isEqualTo(JobState.QUEUED);
    }
  }

  @Test
  void aPlainProgramHearsWhatBecameOfIt() throws Exception {
    PlainProgram program = new PlainProgram();
    try (RecordingSubmitter submitter = new RecordingSubmitter()) {
      assertThat(program.once(submitter, YearMonth.of(2026, 10))).isFalse();
      assertThat(program.once(submitter, YearMonth.of(2026, 10))).isTrue();
      SubmittedJob good = submitter.jobs().get(0);
      program.whenFinished(good);
      submitter.succeed(good);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      program.await(submitter, good.id().text(), out);
      program.list(submitter);

      assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("recorded sales.pdf\n");
      assertThat(program.shown()).contains("succeeded: sales.pdf, application/pdf, 19 bytes");
      await().until(() -> program.shown().contains(good + " has succeeded"));
    }
  }

  @Test
  void whatIsPreparedByHandFollowsItsTransaction() {
    Set<JobId> table = new HashSet<>();
    JobRequest request = JobRequest.of("payroll.slips").build();
    try (RecordingSubmitter submitter = new RecordingSubmitter()) {
      Leftovers leftovers = new Leftovers(submitter, table::contains);
      leftovers.byHand(request, () -> {});
      leftovers.byHand(
          request,
          () -> {
            throw new Leftovers.RolledBackException();
          });
      assertThat(submitter.jobs()).hasSize(1);
      assertThat(submitter.prepared()).isEmpty();

      JobId committed = submitter.prepare(request).id();
      JobId rolledBack = submitter.prepare(request).id();
      table.add(committed);
      leftovers.settle(Duration.ofHours(1));
      assertThat(submitter.prepared()).hasSize(2);
      leftovers.settle(Duration.ofSeconds(-1));

      assertThat(submitter.find(committed).orElseThrow().state()).isEqualTo(JobState.QUEUED);
      assertThat(submitter.find(rolledBack)).isEmpty();
    }
  }
}
