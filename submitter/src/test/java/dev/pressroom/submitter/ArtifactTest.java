package dev.pressroom.submitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.QueueException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactTest {
  @TempDir Path root;

  private Bench bench;
  private Submitter submitter;

  @BeforeEach
  void open() {
    bench = new Bench(root);
    submitter = bench.submitter();
  }

  @AfterEach
  void close() {
    submitter.close();
    bench.close();
  }

  private FinishedFile finished(String name) throws Exception {
    SubmittedJob job =
        submitter.submit(
            JobRequest.of("sales").output("csv", name.substring(0, name.length() - 4)).build());
    bench.succeed(bench.claim(), Map.of(name, "a;b\n"));
    assertThat(job.await(Duration.ofSeconds(30))).isEqualTo(JobState.SUCCEEDED);
    return job.artifacts().get(0);
  }

  @Test
  void aSucceededJobHandsOutItsFiles() throws Exception {
    FinishedFile file = finished("sales.csv");

    assertThat(file.name()).isEqualTo("sales.csv");
    assertThat(file.format()).isEqualTo("csv");
    assertThat(file.mediaType()).isEqualTo("text/csv");
    assertThat(file.size()).isEqualTo(4);
    assertThat(file.pages()).isEmpty();
    assertThat(file.sha256()).hasSize(64);
    assertThat(file.path()).hasContent("a;b\n");
    try (InputStream in = file.open()) {
      assertThat(in.readAllBytes()).isEqualTo("a;b\n".getBytes(UTF_8));
    }
  }

  @Test
  void anOpenStreamOutlivesThePurge() throws Exception {
    FinishedFile file = finished("sales.csv");
    try (InputStream in = file.open()) {
      Files.delete(file.path());
      assertThat(in.readAllBytes()).hasSize(4);
    }
    assertThatThrownBy(file::open)
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("artifact sales.csv of job")
        .hasMessageContaining("somebody removed it");
  }

  @Test
  void aFileThatSomebodyChangedIsNotHandedOut() throws Exception {
    FinishedFile file = finished("sales.csv");
    Path path = file.path();
    Files.writeString(path, "more than before");
    assertThatThrownBy(file::open).hasMessageContaining("somebody changed it");
    Files.delete(path);
    Files.createSymbolicLink(path, root.resolve("lock"));
    assertThatThrownBy(file::open).hasMessageContaining("somebody changed it");
    assertThatThrownBy(file::path).hasMessageContaining("somebody changed it");
  }

  @Test
  void aNameInAnyLanguageIsRead() throws Exception {
    FinishedFile file = finished("Umsätze 売上.csv");
    try (InputStream in = file.open()) {
      assertThat(in.readAllBytes()).hasSize(4);
    }
  }

  @Test
  void aHostWithoutUtf8ReadsTheStreamAndHearsWhyThereIsNoPath() throws Exception {
    String failed =
        Child.run(root, Map.of("LC_ALL", "C.UTF-8"), Child.own(), "fail", root.toString());
    String worked =
        Child.run(root, Map.of("LC_ALL", "C.UTF-8"), Child.own(), "work", root.toString());
    String id = Child.said(worked, "id");

    String read = Child.run(root, Map.of("LC_ALL", "C"), Child.own(), "read", root.toString(), id);

    assertThat(Child.said(read, "encoding")).isNotEqualTo("UTF-8");
    assertThat(Child.said(read, "name")).isEqualTo("Ums\\u00e4tze.csv");
    assertThat(Child.said(read, "content")).isEqualTo("a;b");
    assertThat(Child.said(read, "path"))
        .contains("this JVM cannot name it by a path")
        .contains("start it with LC_ALL=C.UTF-8")
        .contains("open() reads it all the same");
    String error =
        Child.run(
            root,
            Map.of("LC_ALL", "C"),
            Child.own(),
            "read-error",
            root.toString(),
            Child.said(failed, "id"));
    assertThat(Child.said(error, "error")).isEqualTo("no luck");

    String named =
        Child.run(root, Map.of("LC_ALL", "C.UTF-8"), Child.own(), "read", root.toString(), id);
    assertThat(Child.said(named, "path")).isEqualTo("4 bytes");
  }

  @Test
  void namesThatAreNoFileNamesAreRefused() {
    for (String name : new String[] {"", ".", "..", "../x", "a/b", "a\0b"}) {
      assertThatThrownBy(() -> FileNames.resolve(root, name))
          .hasMessageContaining("not a plain file name");
    }
  }
}
