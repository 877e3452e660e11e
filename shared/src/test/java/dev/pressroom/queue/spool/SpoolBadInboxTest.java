package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobId;
import dev.pressroom.jobdir.JobDirectory;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.Inbox;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever anybody drops into the hot folder is answered there, and the next file is taken. */
class SpoolBadInboxTest extends BadInput {

  private Path inbox(String name) {
    return root.resolve("inbox").resolve(name);
  }

  /** A file that was written some time ago and is moved in now. */
  private Path dropped(String name, byte[] content) throws IOException {
    Path file = Files.write(root.resolve("elsewhere"), content);
    Files.setLastModifiedTime(file, FileTime.from(START.minusSeconds(60)));
    return Files.move(file, inbox(name));
  }

  private Path dropped(String name) throws IOException {
    return dropped(name, REQUEST.getBytes(StandardCharsets.UTF_8));
  }

  /** The last file that is looked at is taken, whatever came before. */
  private JobId theNextIsTaken() throws IOException {
    dropped("zz.json");
    List<JobId> ids = store.takeIn(lease);
    assertThat(ids).hasSize(1);
    assertThat(read(inbox("zz.id"))).isEqualTo(ids.get(0) + "\n");
    assertThat(names(root.resolve("running").resolve(lease.id()))).containsExactly("lease");
    return ids.get(0);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badJson")
  void aFileThatIsNoJobIsRefusedWithAReceipt(String what, byte[] json, String says)
      throws IOException {
    dropped("a.json", json);

    JobId good = theNextIsTaken();

    assertThat(read(inbox("a.txt")))
        .startsWith("a.json is refused: ")
        .contains(says)
        .endsWith("\nNothing was submitted.\n")
        .hasSizeLessThan(4_000)
        .doesNotContain(root.toString());
    assertThat(inbox("a.json")).doesNotExist();
    assertThat(inbox("a.id")).doesNotExist();
    assertThat(reasons()).singleElement().asString().contains(says);
    assertThat(root.resolve("corrupt/inbox-a.json")).hasBinaryContent(json);
    assertThat(log.lines()).singleElement().asString().hasLineCount(1).contains("\"a.json\"");
    assertThat(store.list(JobFilter.newest(9))).extracting(JobView::id).containsExactly(good);
  }

  @Test
  void aFileWithAStrangeNameIsRefusedWithAReceiptBesideIt() throws IOException {
    List<String> bases =
        List.of("-rf", "with\nnewline", "a".repeat(250), "ümläut", "a b", "..a".substring(2) + "%");
    for (String base : bases) {
      dropped(base + ".json");
    }

    theNextIsTaken();

    for (String base : bases) {
      assertThat(inbox(base + ".json")).doesNotExist();
      assertThat(inbox(base + ".txt")).content().contains("is not a name for the inbox; it is up");
    }
    assertThat(reasons()).hasSize(bases.size());
    assertThat(names(root.resolve("corrupt")))
        .allMatch(name -> name.matches("inbox-[A-Za-z0-9._@-]*"));
    assertThat(log.lines()).hasSize(bases.size()).allMatch(line -> line.lines().count() == 1);
  }

  @Test
  void aNameThatIsNoTextIsPutAsideByTheSweep() throws IOException {
    Unix.run("sh", "-c", "echo '{}' > '" + root + "'/inbox/$(printf 'caf\\351.json')").ok();

    theNextIsTaken();
    store.sweep();

    assertThat(names(root.resolve("inbox"))).containsExactly("zz.id");
    assertThat(reasons()).singleElement().asString().contains("Its name is no text");
  }

  @Test
  void whatIsNotMeantForTheInboxStaysUntouched() throws IOException {
    dropped(".hidden.json");
    dropped("notes.md");

    theNextIsTaken();

    assertThat(names(root.resolve("inbox"))).containsExactly(".hidden.json", "notes.md", "zz.id");
  }

  @Test
  void aSymbolicLinkIsRefusedUnfollowed(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret"), REQUEST);
    Files.createSymbolicLink(inbox("a.json"), secret);
    Files.createSymbolicLink(inbox("b.json"), Path.of("/dev/zero"));
    Files.createSymbolicLink(inbox("c.json"), elsewhere.resolve("nowhere"));

    theNextIsTaken();

    for (String name : List.of("a", "b", "c")) {
      assertThat(read(inbox(name + ".txt"))).contains("is not a regular file");
      assertThat(Files.isSymbolicLink(inbox(name + ".json"))).isFalse();
    }
    assertThat(secret).hasContent(REQUEST);
  }

  @Test
  void aPipeIsRefusedAndNobodyWaitsForIt() throws IOException {
    Unix.run("mkfifo", inbox("a.json").toString()).ok();

    theNextIsTaken();

    assertThat(read(inbox("a.txt"))).contains("is not a regular file");
    assertThat(inbox("a.json")).doesNotExist();
  }

  @Test
  void aDeviceIsRefusedUnread() throws IOException {
    Unix.onlyRoot("making a device");
    Unix.run("mknod", inbox("a.json").toString(), "c", "1", "5").ok();

    theNextIsTaken();

    assertThat(read(inbox("a.txt"))).contains("is not a regular file");
  }

  @Test
  void aDirectoryIsRefusedWithWhatItHolds() throws IOException {
    Files.createDirectory(inbox("a.json"));
    Files.writeString(inbox("a.json").resolve("b.json"), REQUEST);

    theNextIsTaken();

    assertThat(read(inbox("a.txt"))).contains("is not a regular file");
    assertThat(root.resolve("corrupt/inbox-a.json/b.json")).exists();
  }

  @Test
  void aDirectoryInTheReceiptsPlaceCostsOnlyTheReceipt() throws IOException {
    Files.createDirectories(inbox("a.id/full"));
    Files.createDirectories(inbox("b.txt/full"));
    dropped("a.json");
    dropped("b.json", new byte[] {1});

    List<JobId> ids = store.takeIn(lease);

    assertThat(ids).hasSize(1);
    assertThat(store.find(ids.get(0))).isPresent();
    assertThat(log.lines()).filteredOn(line -> line.contains("no receipt")).hasSize(2);
    theNextIsTaken();
  }

  @Test
  void aFileStillBeingWrittenThereIsWaitedFor() throws IOException {
    try (OutputStream out = Files.newOutputStream(inbox("a.json"))) {
      out.write(REQUEST.substring(0, 40).getBytes(StandardCharsets.UTF_8));
      Path file = inbox("a.json");
      Files.setLastModifiedTime(file, FileTime.from(START));

      assertThat(store.takeIn(lease)).isEmpty();
      clock.advance(Duration.ofSeconds(5));
      assertThat(store.takeIn(lease)).isEmpty();
      assertThat(inbox("a.txt")).doesNotExist();

      out.write(REQUEST.substring(40).getBytes(StandardCharsets.UTF_8));
    }

    List<JobId> ids = store.takeIn(lease);

    assertThat(ids).hasSize(1);
    assertThat(read(inbox("a.id")).strip()).isEqualTo(ids.get(0).text());
  }

  @Test
  void aFileThatWasHalfWrittenForLongIsRefused() throws IOException {
    Path file = Files.writeString(inbox("a.json"), REQUEST.substring(0, 40));
    Files.setLastModifiedTime(file, FileTime.from(START));
    assertThat(store.takeIn(lease)).isEmpty();

    clock.advance(Inbox.BEING_WRITTEN);
    theNextIsTaken();

    assertThat(read(inbox("a.txt"))).contains("is not JSON");
  }

  @Test
  void aHalfWrittenFileOutlivesItsWorker() throws IOException {
    Path file = Files.writeString(inbox("a.json"), REQUEST.substring(0, 40));
    Files.setLastModifiedTime(file, FileTime.from(START));
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.APPEND)) {
      assertThat(store.takeIn(lease)).isEmpty();
      rescueAll();
      out.write(REQUEST.substring(40).getBytes(StandardCharsets.UTF_8));
    }

    assertThat(store.takeIn(lease)).hasSize(1);
    assertThat(inbox("a.id")).exists();
  }

  @Test
  void twoFilesWithOneNameAreTwoJobsAndTheReceiptIsTheLaterOnes() throws IOException {
    dropped("a.json");
    List<JobId> first = store.takeIn(lease);
    assertThat(read(inbox("a.id")).strip()).isEqualTo(first.get(0).text());

    dropped("a.json");
    List<JobId> second = store.takeIn(lease);

    assertThat(read(inbox("a.id")).strip()).isEqualTo(second.get(0).text());
    assertThat(store.list(JobFilter.newest(9)))
        .extracting(JobView::id)
        .containsExactlyInAnyOrder(first.get(0), second.get(0));
  }

  @Test
  void aWriterThatKeepsItsHandleCannotChangeTheJob() throws Exception {
    dropped("a.json");
    try (OutputStream out = Files.newOutputStream(inbox("a.json"), StandardOpenOption.APPEND)) {
      JobId id = store.takeIn(lease).get(0);
      out.write("more".getBytes(StandardCharsets.UTF_8));
      assertThat(
              new JobDirectory(store.find(id).orElseThrow().directory())
                  .readJob(new LocalDisk())
                  .id())
          .isEqualTo(id);
    }
  }

  @Test
  void oneFileWhoseKeyIsInDoubtHoldsUpNoOther() throws IOException {
    String keyed =
        REQUEST.substring(0, REQUEST.length() - 1)
            + ",\"key\":{\"value\":\"k\",\"kind\":\"while-unfinished\"}}";
    dropped("a.json", keyed.getBytes(StandardCharsets.UTF_8));
    JobId lost = store.takeIn(lease).get(0);
    // By hand, which nobody should do: the key stays behind.
    Files.move(waiting(lost), root.resolve("lost"));
    dropped("b.json", keyed.getBytes(StandardCharsets.UTF_8));
    dropped("zz.json");

    assertThat(store.takeIn(lease)).hasSize(1);
    assertThat(inbox("zz.id")).exists();
    store.sweep();
    clock.advance(Sweep.BETWEEN_LOOKS);
    store.sweep();
    for (int folders = 0; folders < 3; folders++) {
      store.sweep();
    }

    assertThat(store.takeIn(lease)).hasSize(1);
    assertThat(inbox("b.id")).exists();
  }
}
