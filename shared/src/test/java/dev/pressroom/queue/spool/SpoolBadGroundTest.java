package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.QueueException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ground that a spool cannot stand on, or not any more: said where it is noticed, nothing lost. */
class SpoolBadGroundTest extends BadInput {

  @ParameterizedTest
  @ValueSource(strings = {"size=192k", "size=64m,nr_inodes=90"})
  void aFullDiskRefusesSubmitsAndLosesNothing(String little, @TempDir Path elsewhere)
      throws IOException {
    try (Unix.Mount disk = Unix.mount(elsewhere.resolve("disk"), little);
        SpoolStore full = SpoolStore.open(disk.at(), clock)) {
      Lease worker = full.register("w1");
      List<JobId> acknowledged = new ArrayList<>(List.of(full.submit(job())));
      Claim running = full.claim(worker, DEFAULT, 1).get(0);
      QueueException refused = null;
      while (refused == null) {
        Job job = job();
        try {
          acknowledged.add(full.submit(job));
        } catch (QueueException e) {
          refused = e;
          assertThat(e)
              .hasMessageContaining(job.id().text())
              .hasMessageContaining("was not accepted")
              .hasMessageContaining("No space left on device")
              .hasMessageContaining("submit again");
          assertThat(full.find(job.id())).isEmpty();
        }
      }
      assertThat(names(disk.at().resolve("tmp"))).isEmpty();
      assertThat(acknowledged).hasSizeGreaterThan(5);

      // Still full: the worker beats on, claims or is refused, settles or hears why not.
      full.heartbeat(worker);
      List<Claim> claims = new ArrayList<>();
      try {
        claims.addAll(full.claim(worker, DEFAULT, 3));
      } catch (QueueException e) {
        assertThat(e).hasMessageContaining("No space left on device");
      }
      assertThatThrownBy(() -> full.settle(running, outcome(running, JobState.SUCCEEDED)))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("No space left on device");
      full.sweep();
      acknowledged.forEach(id -> assertThat(full.find(id)).as(id.text()).isPresent());

      disk.remount("size=64m,nr_inodes=100000");
      assertThat(full.settle(running, outcome(running, JobState.SUCCEEDED))).isTrue();
      acknowledged.add(full.submit(job()));
      clock.advance(Duration.ofSeconds(10));
      full.promoteDue();
      claims.addAll(full.claim(worker, DEFAULT, 1_000));
      for (Claim claim : claims) {
        assertThat(full.settle(claim, outcome(claim, JobState.SUCCEEDED))).isTrue();
      }
      acknowledged.forEach(
          id -> assertThat(full.find(id).map(JobView::state)).contains(JobState.SUCCEEDED));
    }
  }

  @Test
  void aReadOnlySpoolRefusesAndGoesOnWhenItIsWritableAgain(@TempDir Path elsewhere)
      throws IOException {
    try (Unix.Mount disk = Unix.mount(elsewhere.resolve("disk"), "size=4m");
        SpoolStore readOnly = SpoolStore.open(disk.at(), clock)) {
      Lease worker = readOnly.register("w1");
      JobId before = readOnly.submit(job());
      disk.remount("ro");

      assertThatThrownBy(() -> readOnly.submit(job()))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("was not accepted")
          .hasMessageContaining("Read-only file system");
      assertThatThrownBy(() -> readOnly.claim(worker, DEFAULT, 1))
          .hasMessageContaining("Read-only file system");
      assertThatThrownBy(() -> readOnly.heartbeat(worker))
          .hasMessageContaining("Read-only file system");
      assertThatThrownBy(() -> SpoolStore.open(disk.at(), clock))
          .hasMessageContaining("cannot be opened")
          .hasMessageContaining("Read-only file system");
      assertThat(readOnly.find(before)).isPresent();

      disk.remount("rw");
      assertThat(readOnly.claim(worker, DEFAULT, 1)).extracting(Claim::id).containsExactly(before);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tmp", "inbox", "scheduled", "queued", "running", "failed", "corrupt"})
  void foldersOnDifferentMountsAreRefusedAtOpening(String folder) throws IOException {
    try (Unix.Mount mount = Unix.mount(root.resolve(folder), "size=1m,mode=0700")) {
      assertThatThrownBy(() -> SpoolStore.open(root, clock))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining(mount.at().toString())
          .hasMessageContaining("all folders of a spool must lie on one file system");
      assertThat(names(mount.at())).isEmpty();
    }
    SpoolStore.open(root, clock).close();
    assertThat(names(root.resolve("tmp"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nfs", "nfs4", "cifs", "SMB3", "9p", "fuse.sshfs", "ceph"})
  void aNetworkFileSystemIsRefusedByItsType(String type) {
    assertThatThrownBy(() -> Ground.checkType(root, type))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(root.toString())
        .hasMessageContaining(type)
        .hasMessageContaining("a spool needs a local disk")
        .hasMessageContaining("use a database");
  }

  @Test
  void localFileSystemsAreFine() throws IOException {
    for (String type : Set.of("ext4", "xfs", "btrfs", "tmpfs", "zfs", "overlay", "apfs")) {
      Ground.checkType(root, type);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "queued", "keys", "tmp"})
  void aFolderThatStrangersMayWriteToIsRefusedAndNotChanged(String folder) throws IOException {
    Unix.chmod(root.resolve(folder), 0777);

    assertThatThrownBy(() -> SpoolStore.open(root, clock))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("its mode is 777")
        .hasMessageContaining("have any report run as anybody")
        .hasMessageContaining("chmod 07");

    assertThat(Unix.octal(root.resolve(folder))).isEqualTo("777");
  }

  @Test
  void aFolderThatStrangersMayReadIsSaidAndNotChanged() throws IOException {
    Unix.chmod(root.resolve("queued"), 0755);

    SpoolStore.open(root, clock).close();

    assertThat(log.lines())
        .singleElement()
        .asString()
        .contains("queued has the mode 755")
        .contains("chmod 0700");
    assertThat(Unix.octal(root.resolve("queued"))).isEqualTo("755");
  }

  @Test
  void aWorkerThatGetsNoWatchesPolls() {
    List<String> command =
        new ArrayList<>(
            List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "sh",
                "-c",
                "echo 0 > /proc/sys/user/max_inotify_instances && exec \"$@\"",
                "sh"));
    assumeTrue(
        Unix.run(List.of("unshare", "--user", "--map-root-user", "true")).exit() == 0,
        "this system lets nobody make a user namespace with limits of its own");
    command.addAll(
        Unix.java(System.getProperty("java.class.path"), Hand.class, root.toString(), "await"));

    Unix.Said said = Unix.run(command);

    assertThat(said.ok()).endsWith("false\nfalse\nfalse");
  }
}
