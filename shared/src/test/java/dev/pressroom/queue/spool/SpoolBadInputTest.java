package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Rescued;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What lies in the queues' folders and was not made by us, or not any more: it gets its answer in
 * {@code corrupt/} or in the log, and the other jobs go on.
 */
class SpoolBadInputTest extends BadInput {

  @ParameterizedTest(name = "{0}")
  @MethodSource("badJson")
  void aJobFileThatIsNoneIsPutAsideWithItsReason(String what, byte[] json, String says)
      throws IOException {
    JobId bad = submitted();
    JobId good = submitted();
    String start = "\"id\":\"" + bad + "\",\"submittedAt\":\"2026-11-21T08:00:00Z\",";
    byte[] whole =
        json.length > 0 && json[0] == '{'
            ? ("{" + start + new String(json, 1, json.length - 1, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8)
            : json;
    Files.write(waiting(bad).resolve("job.json"), whole);

    assertThat(claimed()).containsExactly(good);

    assertThat(reasons()).hasSize(1);
    assertThat(reasons().get(0))
        .startsWith("job.json ")
        .contains(says)
        .contains("put aside from \"queued/default/default.5." + bad)
        .hasSizeLessThan(4_000);
    assertThat(log.lines()).allMatch(line -> line.lines().count() == 1);
    assertThat(claimed()).isEmpty();
  }

  @Test
  void aDirectoryWithAStrangeNameIsPutAsideWithItsReason() throws IOException {
    List<String> names =
        List.of(
            "..hidden-not",
            "-rf",
            "with\nnewline",
            "a".repeat(255),
            "默认.5.x.0of3",
            "default.5.0of3",
            "default.5." + JobId.create(START, "a") + ".99999999999of3",
            "default.5." + JobId.create(START, "a") + ".0of0");
    for (String name : names.subList(1, names.size())) {
      Files.createDirectories(queue().resolve(name));
    }
    JobId good = submitted();

    assertThat(claimed()).containsExactly(good);

    assertThat(names(queue())).isEmpty();
    assertThat(reasons())
        .hasSize(names.size() - 1)
        .allMatch(text -> text.contains("is not the name of a job"));
    assertThat(names(root.resolve("corrupt")))
        .allMatch(name -> name.matches("[A-Za-z0-9_][A-Za-z0-9._@-]*"));
    assertThat(log.lines()).allMatch(line -> line.lines().count() == 1);
  }

  @Test
  void aNameThatIsNoTextIsPutAsideByTheSweepAndHoldsNobodyUp() throws IOException {
    Files.createDirectories(queue());
    Unix.run("sh", "-c", "mkdir '" + queue() + "'/$(printf 'default.5.caf\\351.0of3')").ok();
    JobId good = submitted();

    assertThat(claimed()).containsExactly(good);
    store.sweep();

    assertThat(queue()).isEmptyDirectory();
    assertThat(reasons()).singleElement().asString().contains("Its name is no text");
  }

  @Test
  void hiddenNamesAreNobodysBusinessAndHoldNobodyUp() throws IOException {
    Files.createDirectories(queue().resolve(".hidden"));
    Files.createDirectories(root.resolve("scheduled/.probe-of-another"));
    Files.createDirectories(root.resolve("queued/.probe-of-another"));

    assertThat(claimed()).isEmpty();
    store.promoteDue();

    assertThat(queue().resolve(".hidden")).exists();
    assertThat(root.resolve("scheduled/.probe-of-another")).exists();
    assertThat(store.counts()).containsOnlyKeys("default");
    assertThat(reasons()).isEmpty();
  }

  @Test
  void anEmptyDirectoryIsPutAside() throws IOException {
    JobId bad = submitted();
    JobId good = submitted();
    Files.delete(waiting(bad).resolve("job.json"));

    assertThat(claimed()).containsExactly(good);

    assertThat(reasons()).singleElement().asString().startsWith("It holds no job.json.");
  }

  @Test
  void aFileOrLinkInPlaceOfADirectoryIsPutAsideUnfollowed(@TempDir Path elsewhere)
      throws IOException {
    JobId linked = submitted();
    Path outside = elsewhere.resolve("job");
    Files.move(waiting(linked), outside);
    Files.writeString(outside.resolve("precious"), "stays");
    Files.createSymbolicLink(waiting(linked), outside);
    JobId file = submitted();
    Files.delete(waiting(file).resolve("job.json"));
    Files.delete(waiting(file));
    Files.writeString(waiting(file), "a file");
    JobId good = submitted();

    assertThat(claimed()).containsExactly(good);

    assertThat(reasons()).hasSize(2);
    assertThat(outside.resolve("precious")).exists();
  }

  @Test
  void aPipeInPlaceOfAJobFileMakesNobodyWait() throws IOException {
    JobId bad = submitted();
    JobId good = submitted();
    Files.delete(waiting(bad).resolve("job.json"));
    Unix.run("mkfifo", waiting(bad).resolve("job.json").toString()).ok();

    assertThat(claimed()).containsExactly(good);

    assertThat(reasons()).singleElement().asString().contains("is not a regular file");
  }

  @Test
  void aDirectoryThatVanishesWhileItIsClaimedCostsNothing() throws IOException {
    List<JobId> ids = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      ids.add(submitted());
    }
    Claim first = store.claim(lease, DEFAULT, 1).get(0);
    assertThat(first.id()).isEqualTo(ids.get(0));
    // The head remembers all of them; somebody takes every second one.
    Set<JobId> left = new HashSet<>(ids.subList(1, 50));
    for (int i = 2; i < 50; i += 2) {
      Files.move(waiting(ids.get(i)), root.resolve("trash").resolve("x" + i));
      left.remove(ids.get(i));
    }

    assertThat(claimed()).containsExactlyInAnyOrderElementsOf(left);
    assertThat(reasons()).isEmpty();
  }

  @Test
  void aJobThatCannotBePutAsideHoldsNobodyUp() throws IOException {
    JobId bad = submitted();
    JobId good = submitted();
    Files.delete(waiting(bad).resolve("job.json"));
    Files.delete(root.resolve("corrupt"));

    assertThat(claimed()).containsExactly(good);
    assertThat(claimed()).isEmpty();

    assertThat(waiting(bad)).exists();
    assertThat(log.lines()).filteredOn(line -> line.contains(bad.text())).hasSize(1);
  }

  @Test
  void whatIsNoLeaseInRunningKeepsNobodyFromBeingRescued() throws IOException {
    JobId id = submitted();
    assertThat(claimed()).containsExactly(id);
    Files.writeString(root.resolve("running/notes.txt"), "an operator's");

    assertThat(store.leases()).extracting(LeaseBeat::lease).containsExactly(lease.id());
    rescueAll();

    assertThat(claimed()).containsExactly(id);
  }

  @Test
  void whatIsNoJobInALeaseKeepsNoJobFromBeingRescued() throws IOException {
    JobId pipe = submitted();
    JobId good = submitted();
    List<Claim> claims = store.claim(lease, DEFAULT, 2);
    Path json = new JobDirectory(claims.get(0).directory()).jobJson();
    Files.delete(json);
    Unix.run("mkfifo", json.toString()).ok();
    Path folder = root.resolve("running").resolve(lease.id());
    Files.createDirectories(folder.resolve("a".repeat(255)));
    Unix.run("sh", "-c", "mkdir '" + folder + "'/$(printf 'caf\\351')").ok();

    rescueAll();

    assertThat(claimed()).containsExactly(good);
    assertThat(store.find(pipe)).isEmpty();
    assertThat(reasons()).hasSize(3);
    assertThat(store.leases()).extracting(LeaseBeat::lease).containsExactly(lease.id());
  }

  @Test
  void aLostWorkersLastAttemptFailsEvenIfItsJobFileCannotBeRead() throws IOException {
    JobId id = submitted();
    for (int attempt = 1; attempt < 3; attempt++) {
      assertThat(claimed()).containsExactly(id);
      rescueAll();
    }
    Path json = new JobDirectory(store.claim(lease, DEFAULT, 1).get(0).directory()).jobJson();
    Files.delete(json);
    Unix.run("mkfifo", json.toString()).ok();
    Lease rescuer = store.register("rescuer");

    assertThat(store.rescue(lease.id(), rescuer)).containsExactly(new Rescued(id, JobState.FAILED));
  }

  @Test
  void whatResistsTheSweepKeepsNothingElseFromBeingSwept() throws IOException {
    Path key = root.resolve("keys/00");
    Files.createDirectories(key);
    Files.writeString(key.resolve("0".repeat(64)), "no key at all");
    Path growing = root.resolve("tmp").resolve("default.5." + JobId.create(START, "a") + ".0of3");
    Files.createDirectory(growing);
    Unix.run("mkfifo", growing.resolve("job.json").toString()).ok();
    Files.createDirectories(root.resolve("trash/x/y"));

    store.sweep();
    store.sweep();

    assertThat(root.resolve("trash")).isEmptyDirectory();
    assertThat(log.lines()).filteredOn(line -> line.contains("keys/00")).hasSize(1);
  }

  @Test
  void aClockThatJumpsAnHourEitherWayLosesAndRescuesNothing() throws IOException {
    for (int hours : new int[] {1, -1}) {
      JobId id = submitted();
      String beat = store.leases().get(0).beat();
      clock.advance(Duration.ofHours(hours));

      store.heartbeat(lease);
      assertThat(store.leases()).extracting(LeaseBeat::beat).doesNotContain(beat);
      assertThat(store.find(id)).isPresent();
      JobId later = submitted();
      store.sweep();
      List<Claim> claims = store.claim(lease, DEFAULT, 9);
      assertThat(claims).extracting(Claim::id).containsExactlyInAnyOrder(id, later);
      for (Claim claim : claims) {
        assertThat(store.settle(claim, outcome(claim, JobState.SUCCEEDED))).isTrue();
        assertThat(store.find(claim.id()).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
      }
    }
    // Around midnight, the day of the end is before the day of the id.
    clock.advance(Duration.between(clock.instant(), START.plus(Duration.ofHours(17))));
    JobId id = submitted();
    clock.advance(Duration.ofHours(-2));
    Claim claim = store.claim(lease, DEFAULT, 1).get(0);
    assertThat(store.settle(claim, outcome(claim, JobState.SUCCEEDED))).isTrue();
    assertThat(store.find(id).orElseThrow().state()).isEqualTo(JobState.SUCCEEDED);
  }

  @Test
  void aQueueWithABadNameIsRefusedWithTheRule() {
    for (String name : List.of("..", "a/b", "a\0", "a\nb", "a".repeat(300), "ü", "")) {
      assertThatThrownBy(() -> store.pause(name)).hasMessageContaining("is not a queue's name");
    }
    assertThat(store.counts()).isEmpty();
  }

  @Test
  void aSpoolThatIsAFileIsRefused(@TempDir Path elsewhere) throws IOException {
    Path file = Files.writeString(elsewhere.resolve("file"), "");
    assertThatThrownBy(() -> SpoolStore.open(file, clock))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("it must be a folder on a local disk");
  }
}
