package dev.pressroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Artifact;
import dev.pressroom.job.Attempt;
import dev.pressroom.job.Delivery;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublicationTest {
  private static final Delivery.Publish SALES = new Delivery.Publish("finance/sales");

  @TempDir Path folder;
  private Path root;
  private Publication publication;
  private JobDirectory files;
  private Job job;

  @BeforeEach
  void aFinishedJob() throws IOException {
    root = folder.resolve("published");
    publication = new Publication(root, new LocalDisk());
    files = new JobDirectory(Files.createDirectories(folder.resolve("job")));
    JobRequest request = JobRequest.of("sales").output("csv").build();
    Instant now = Instant.now();
    job = new Job(JobId.create(now, "sales"), request, now, null);
    Files.createDirectories(files.output());
    Files.writeString(files.output().resolve("sales.csv"), "new");
    Files.writeString(files.output().resolve("sales.txt"), "wrong");
  }

  private Outcome outcome(JobState state) {
    boolean good = state == JobState.SUCCEEDED;
    return new Outcome(
        job.id(),
        state,
        good ? Reason.SUCCEEDED : Reason.REPORT_FAILED,
        new Attempt(1, 3),
        new Outcome.Route("default", 5),
        null,
        good
            ? new Outcome.Produced(
                1,
                List.of(new Artifact("sales.csv", "csv", "text/csv", 3, null, "0")),
                List.of(),
                null)
            : null,
        good ? null : Failure.of("wrong", true),
        null);
  }

  private void publish(JobState state, boolean reveal) throws IOException {
    try (Publication.Prepared prepared = publication.prepared()) {
      prepared.add(SALES, files, job, outcome(state));
      if (reveal) {
        prepared.reveal();
      }
    }
  }

  private String[] published() {
    return root.resolve("finance").toFile().list();
  }

  @Test
  void whatIsNotRevealedLeavesNothing() throws IOException {
    publish(JobState.SUCCEEDED, false);
    assertThat(published()).isEmpty();
  }

  @Test
  void aFailureKeepsAnEarlierArtifactAndALaterSuccessRemovesTheErrorFile() throws IOException {
    publish(JobState.SUCCEEDED, true);
    publish(JobState.FAILED, true);
    assertThat(published()).containsExactlyInAnyOrder("sales.csv", "sales.txt");
    publish(JobState.SUCCEEDED, true);
    assertThat(published()).containsExactly("sales.csv");
  }

  @Test
  void aLinkOutOfTheRootIsRefused() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createDirectories(root);
    Files.createSymbolicLink(root.resolve("finance"), outside);
    assertThatThrownBy(() -> publish(JobState.SUCCEEDED, true))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("out of the published root");
    assertThat(outside).isEmptyDirectory();
  }
}
