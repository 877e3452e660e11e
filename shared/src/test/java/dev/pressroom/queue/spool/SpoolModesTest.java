package dev.pressroom.queue.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.queue.Lease;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Who may do what to a spool. One user's is closed but for the hot folder; a group's belongs to the
 * group, whoever made what. Other users are real ones: that takes root, and is skipped elsewhere.
 */
@Timeout(120)
class SpoolModesTest {
  private static final int ALICE = 54_321;
  private static final int BOB = 54_322;
  private static final int GROUP = 54_320;
  private static final int NOBODY = 65_534;

  private Path base;
  private Path root;

  @BeforeEach
  void makeFolder() throws IOException {
    base = Files.createTempDirectory("pressroom");
    Unix.chmod(base, 0755);
    root = base.resolve("work");
  }

  @AfterEach
  void removeFolder() {
    Unix.run("rm", "-rf", base.toString()).ok();
  }

  private static Job job() {
    Instant now = Instant.now();
    JobRequest request = JobRequest.of("sales").output("csv").build();
    return new Job(JobId.create(now, "sales"), request, now, null);
  }

  /** Mode and kind of all that lies below, by path. */
  private Map<String, String> modes(Path below) throws IOException {
    Map<String, String> modes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(below)) {
      for (Path path : all.toList()) {
        modes.put(below.relativize(path).toString(), Unix.octal(path));
      }
    }
    return modes;
  }

  private List<String> command(String verb) throws IOException {
    Path classes = base.resolve("classes");
    String classPath;
    if (Files.exists(classes)) {
      try (Stream<Path> entries = Files.list(classes)) {
        classPath = String.join(":", entries.map(Path::toString).sorted().toList());
      }
    } else {
      classPath = Unix.classPathForAll(Files.createDirectory(classes));
    }
    return Unix.java(classPath, Hand.class, root.toString(), verb);
  }

  private Unix.Said as(int user, int group, String verb) throws IOException {
    return Unix.runAs(user, group, command(verb));
  }

  private void aSpoolOf(int user, int group, int mode) throws IOException {
    Unix.onlyRoot("giving a folder to another user");
    Files.createDirectory(root);
    Unix.run("chown", user + ":" + group, root.toString()).ok();
    Unix.chmod(root, mode);
  }

  @Test
  void oneUsersSpoolIsClosedToOthersButForItsHotFolder() throws IOException {
    try (SpoolStore store = SpoolStore.open(root, Clock.systemUTC())) {
      Lease lease = store.register("w1");
      Files.writeString(
          Files.createDirectories(base.resolve("x")).resolve("a.json"), BadInput.REQUEST);
      Files.move(base.resolve("x/a.json"), root.resolve("inbox/a.json"));
      store.takeIn(lease);
      JobId id = store.submit(job());
      assertThat(store.claim(lease, List.of("default"), 1)).hasSize(1);
      store.cancel(id);
    }

    assertThat(Unix.octal(root)).isEqualTo("711");
    Map<String, String> modes = modes(root);
    assertThat(modes).containsEntry("inbox", "1733").containsEntry("inbox/a.id", "644");
    modes.forEach(
        (path, mode) -> {
          if (!path.startsWith("inbox") && !path.isEmpty()) {
            boolean directory = Files.isDirectory(root.resolve(path));
            assertThat(mode).as(path).isEqualTo(directory ? "700" : "600");
          }
        });
  }

  @Test
  void aFolderThatWasThereKeepsItsMode() throws IOException {
    Files.createDirectories(root.resolve("inbox"));
    Files.createDirectories(root.resolve("failed"));
    Unix.chmod(root, 0750);
    Unix.chmod(root.resolve("inbox"), 0700);
    Unix.chmod(root.resolve("failed"), 0750);

    SpoolStore.open(root, Clock.systemUTC()).close();

    assertThat(Unix.octal(root)).isEqualTo("750");
    assertThat(Unix.octal(root.resolve("inbox"))).isEqualTo("700");
    assertThat(Unix.octal(root.resolve("failed"))).isEqualTo("750");
    assertThat(Unix.octal(root.resolve("queued"))).isEqualTo("700");
  }

  @Test
  void anotherUserCannotOpenOneUsersSpool() throws IOException {
    Unix.onlyRoot("being another user");
    SpoolStore.open(root, Clock.systemUTC()).close();

    assertThat(as(NOBODY, NOBODY, "submit").text())
        .startsWith("refused: the spool " + root + " cannot be opened")
        .contains("it must be a folder on a local disk that this user may write");
  }

  @Test
  void aGroupsSpoolIsTheGroupsWhoeverMadeWhat() throws IOException {
    aSpoolOf(ALICE, GROUP, 02771);

    String first = as(BOB, GROUP, "submit").ok();
    assertThat(as(ALICE, GROUP, "work").ok()).isEqualTo(first);
    String second = as(ALICE, GROUP, "submit").ok();
    assertThat(as(BOB, GROUP, "work").ok()).isEqualTo(second);
    as(BOB, GROUP, "submit").ok();

    assertThat(Unix.octal(root)).isEqualTo("2771");
    Map<String, String> modes = modes(root);
    modes.forEach(
        (path, mode) -> {
          Path at = root.resolve(path);
          if (!path.isEmpty() && !path.startsWith("inbox")) {
            assertThat(mode).as(path).isEqualTo(Files.isDirectory(at) ? "2770" : "660");
            assertThat(group(at)).as(path).isEqualTo(GROUP);
          }
        });
    assertThat(modes.keySet()).anyMatch(path -> path.endsWith("sales.csv"));
    assertThat(owner(root.resolve("inbox"))).as("who served first").isEqualTo(ALICE);
    assertThat(Unix.octal(root.resolve("inbox"))).isEqualTo("1733");
  }

  private static int group(Path path) {
    return (Integer) attribute(path, "unix:gid");
  }

  private static int owner(Path path) {
    return (Integer) attribute(path, "unix:uid");
  }

  private static Object attribute(Path path, String name) {
    try {
      return Files.getAttribute(path, name);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoeverIsNotInTheGroupIsRefused() throws IOException {
    aSpoolOf(ALICE, GROUP, 02771);
    as(ALICE, GROUP, "submit").ok();

    assertThat(as(NOBODY, NOBODY, "submit").text()).startsWith("refused: ");
  }

  @Test
  void aFolderThatTheGroupCannotUseIsRefusedWithTheCure() throws IOException {
    aSpoolOf(ALICE, GROUP, 02771);
    as(ALICE, GROUP, "submit").ok();
    Unix.chmod(root.resolve("scheduled"), 0755);

    assertThat(as(BOB, GROUP, "submit").text())
        .startsWith("refused: ")
        .contains("scheduled: its mode is 755")
        .contains("chmod 2770");
  }

  @Test
  void aDirectoryThatTheWorkerMayNotReadHoldsUpNoOther() throws IOException {
    aSpoolOf(ALICE, GROUP, 0711);
    String bad = as(ALICE, GROUP, "submit").ok();
    String locked = as(ALICE, GROUP, "submit").ok();
    String good = as(ALICE, GROUP, "submit").ok();
    Path foreign = waiting(bad);
    Unix.run("chown", "-R", "0:0", foreign.toString()).ok();
    Unix.chmod(waiting(locked), 0);

    assertThat(as(ALICE, GROUP, "work").ok()).isEqualTo(good);

    assertThat(foreign).exists();
    assertThat(waiting(locked)).exists();
    Unix.chmod(waiting(locked), 0700);
    Unix.run("chown", "-R", ALICE + ":" + GROUP, foreign.toString()).ok();
    assertThat(as(ALICE, GROUP, "work").ok().lines()).containsExactlyInAnyOrder(bad, locked);
  }

  private Path waiting(String id) {
    return root.resolve("queued/default/default.5." + id + ".0of3");
  }

  @Test
  void aStrangersScriptOfThreeLinesSubmitsAndLearnsItsJobsId() throws Exception {
    aSpoolOf(ALICE, GROUP, 0711);
    as(ALICE, GROUP, "take-in").ok();
    Path script = base.resolve("submit.sh");
    Path desk = Files.createDirectory(base.resolve("desk"));
    Unix.run("chown", NOBODY + ":" + NOBODY, desk.toString()).ok();
    Files.writeString(
        script,
        """
        printf '{"format":"pressroom/job/1","report":"sales","outputs":[{"format":"pdf"}]}' > my.json
        mv my.json "$1/inbox/my.json"
        until cat "$1/inbox/my.id" 2> /dev/null; do sleep 0.1; done
        """);
    assertThat(Files.readAllLines(script)).hasSize(3);
    List<String> begin = new ArrayList<>(List.of("timeout", "60", "sh", "-c"));
    begin.add("cd '" + desk + "' && sh '" + script + "' '" + root + "'");

    Future<Unix.Said> said = CompletableFuture.supplyAsync(() -> Unix.runAs(NOBODY, NOBODY, begin));
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(root.resolve("inbox/my.json")));
    String id = as(ALICE, GROUP, "take-in").ok();

    assertThat(said.get().ok()).isEqualTo(id);
    assertThat(waiting(id)).exists();
    assertThat(owner(root.resolve("inbox/my.id"))).isEqualTo(ALICE);
  }

  @Test
  void strangersCanNeitherListNorTakeNorReplaceWhatOthersMovedIn() throws IOException {
    aSpoolOf(ALICE, GROUP, 0711);
    as(ALICE, GROUP, "take-in").ok();
    Path dropped = Files.writeString(root.resolve("inbox/a.json"), BadInput.REQUEST);
    Unix.run("chown", BOB + ":" + BOB, dropped.toString()).ok();
    Path mine = Files.writeString(base.resolve("mine.json"), BadInput.REQUEST);
    Unix.run("chown", NOBODY + ":" + NOBODY, mine.toString()).ok();

    for (String attempt :
        List.of(
            "ls $0/inbox",
            "ls $0/queued",
            "cat $0/queued/default/*/job.json",
            "rm -f $0/inbox/a.json",
            "mv -f $0/inbox/a.json $0/inbox/b.json",
            "mkdir $0/queued/default/x",
            "cp /dev/null $0/tmp/x")) {
      assertThat(Unix.runAs(NOBODY, NOBODY, List.of("sh", "-c", attempt, root.toString())).exit())
          .as(attempt)
          .isNotZero();
    }
    assertThat(dropped).hasContent(BadInput.REQUEST);
  }

  @Test
  void aFileThatTheWorkerMayNotReadIsRefusedWithTheCure() throws IOException {
    aSpoolOf(ALICE, GROUP, 0711);
    as(ALICE, GROUP, "take-in").ok();
    for (String name : List.of("a.json", "b.json")) {
      Path dropped = Files.writeString(root.resolve("inbox").resolve(name), BadInput.REQUEST);
      Unix.run("chown", NOBODY + ":" + NOBODY, dropped.toString()).ok();
      Unix.chmod(dropped, name.equals("a.json") ? 0600 : 0644);
    }

    String id = as(ALICE, GROUP, "take-in").ok();

    assertThat(root.resolve("inbox/b.id")).hasContent(id);
    assertThat(root.resolve("inbox/a.txt")).content().contains("chmod a+r");
  }

  @Test
  void aStrangersDirectoryStaysInTheInboxAndHoldsUpNobody() throws IOException {
    aSpoolOf(ALICE, GROUP, 0711);
    as(ALICE, GROUP, "take-in").ok();
    Path stuck = Files.createDirectories(root.resolve("inbox/a.json/full")).getParent();
    Path receipt = Files.createDirectories(root.resolve("inbox/b.id/full")).getParent();
    Path dropped = Files.writeString(root.resolve("inbox/b.json"), BadInput.REQUEST);
    for (Path path : List.of(stuck, receipt, dropped)) {
      Unix.run("chown", "-R", NOBODY + ":" + NOBODY, path.toString()).ok();
    }

    String id = as(ALICE, GROUP, "take-in").ok();

    assertThat(waiting(id)).exists();
    assertThat(root.resolve("inbox/a.txt")).content().contains("cannot be taken");
  }
}
