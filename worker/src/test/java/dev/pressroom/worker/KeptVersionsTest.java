package dev.pressroom.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Attempt;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.Reason;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.press.ReportVersion;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeptVersionsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  @TempDir Path root;
  private KeptVersions versions;
  private ReportVersion version;
  private int jobs;

  @BeforeEach
  void makeTheStore() throws Exception {
    Files.createDirectory(root.resolve("tmp"));
    versions = new KeptVersions(root.resolve("definitions"));
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("finance/sales/report.yaml", "yaml".getBytes(StandardCharsets.UTF_8));
    files.put("finance/sales/main.sql", "SELECT 1".getBytes(StandardCharsets.UTF_8));
    files.put("themes/acme.yaml", "theme".getBytes(StandardCharsets.UTF_8));
    version = new ReportVersion(files);
  }

  /** A job whose press left a version. */
  private Claim claim(ReportVersion left) throws Exception {
    JobRequest request = JobRequest.of("finance.sales").output("csv").build();
    Job job = new Job(JobId.create(NOW, request.report()), request, NOW, null);
    Path directory = Files.createDirectories(root.resolve("job" + ++jobs));
    Path attempt = Files.createDirectories(directory.resolve("attempts/1"));
    left.write(ReportVersion.leftIn(attempt), new LocalDisk());
    return new Claim(
        new Lease("l1", "w1"),
        job,
        new Attempt(1, 3),
        new Outcome.Route("default", 5),
        NOW,
        directory);
  }

  private static Outcome ran(Claim claim, String digest) {
    return new Outcome(
        claim.id(),
        JobState.FAILED,
        Reason.REPORT_FAILED,
        claim.attempt(),
        claim.route(),
        null,
        null,
        null,
        new Outcome.Report(digest, List.of()),
        "test");
  }

  private List<Path> kept() throws Exception {
    try (var all = Files.list(root.resolve("definitions"))) {
      return all.toList();
    }
  }

  @Test
  void aVersionIsKeptOnceWithAllItsFilesAndTakenOutOfTheAttempt() throws Exception {
    for (int i = 0; i < 2; i++) {
      Claim claim = claim(version);
      versions.keep(claim, ran(claim, version.digest()));
      assertThat(claim.directory().resolve("attempts/1")).isEmptyDirectory();
    }
    assertThat(kept()).containsExactly(root.resolve("definitions").resolve(version.digest()));
    ReportVersion again = ReportVersion.read(kept().get(0), new LocalDisk());
    assertThat(again.files()).containsOnlyKeys(version.files().keySet());
    assertThat(again.digest()).isEqualTo(version.digest());
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void severalWorkersMayBringTheSameVersionAtOnce() throws Exception {
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Claim claim = claim(version);
      KeptVersions own = new KeptVersions(root.resolve("definitions"));
      workers.add(new Thread(() -> own.keep(claim, ran(claim, version.digest()))));
    }
    workers.forEach(Thread::start);
    for (Thread worker : workers) {
      worker.join();
    }
    assertThat(kept()).hasSize(1);
    assertThat(ReportVersion.read(kept().get(0), new LocalDisk()).digest())
        .isEqualTo(version.digest());
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void whatThePressLeftIsNotBelieved() throws Exception {
    Claim claim = claim(version);
    versions.keep(claim, ran(claim, "0".repeat(64)));
    assertThat(root.resolve("definitions")).doesNotExist();
    Claim traversal = claim(version);
    versions.keep(traversal, ran(traversal, "../../elsewhere"));
    assertThat(root.resolve("definitions")).doesNotExist();
  }

  @Test
  void aVersionThatCannotBeKeptStaysAndTheJobGoesOn() throws Exception {
    Files.delete(root.resolve("tmp"));
    Claim claim = claim(version);
    versions.keep(claim, ran(claim, version.digest()));
    assertThat(ReportVersion.leftIn(claim.directory().resolve("attempts/1"))).exists();
  }

  @Test
  void moreThanAnyDefinitionHasIsNotRead() throws Exception {
    Path many = Files.createDirectories(root.resolve("many"));
    Path large = Files.createDirectories(root.resolve("large"));
    Path deep = root.resolve("deep");
    for (int i = 0; i < 500; i++) {
      Files.createDirectory(many.resolve("folder" + i));
    }
    for (int i = 0; i < 3; i++) {
      Files.write(large.resolve("file" + i), new byte[12 << 20]);
    }
    Files.createDirectories(deep.resolve("x/".repeat(30)));
    for (Path folder : List.of(many, large, deep)) {
      assertThatThrownBy(() -> ReportVersion.read(folder, new LocalDisk()))
          .isInstanceOf(IOException.class);
    }
  }
}
