package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.Ulid;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Inbox;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseLostException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that programs without our library move into the folder of a worker of this store. */
abstract class HotFolderContract extends JdbcFixture {
  private static final String REQUEST =
      """
      {"format": "pressroom/job/1", "report": "sales.monthly", "outputs": [{"format": "csv"}]}
      """;

  private Path work(String name) {
    return root.resolve("work").resolve(name);
  }

  private void dropped(String name, String content) throws IOException {
    Path file = Files.writeString(root.resolve("elsewhere"), content);
    Files.setLastModifiedTime(file, FileTime.from(START.minusSeconds(60)));
    Files.move(file, work("inbox").resolve(name));
  }

  /** Where a worker stands that has taken a file and not yet answered. */
  private Path taking(Lease lease) throws IOException {
    Path folder =
        Files.createDirectory(
            work("running").resolve(lease.id()).resolve(Ulid.next(START) + Inbox.TAKING));
    Files.writeString(folder.resolve("a.json"), REQUEST);
    return folder;
  }

  @Test
  void aFileBecomesAJobAndGetsAReceipt() throws IOException {
    Lease lease = store.register("w1");
    dropped("a.json", REQUEST);
    dropped("b.json", "{}");

    List<JobId> ids = store.takeIn(lease);

    assertThat(ids).hasSize(1);
    assertThat(stateOf(ids.get(0))).isEqualTo(JobState.QUEUED);
    assertThat(work("inbox/a.id")).hasContent(ids.get(0) + "\n");
    assertThat(work("inbox/b.txt")).content().contains("b.json is refused");
    assertThat(work("corrupt/inbox-b.json")).exists();
    assertThat(work("inbox/a.json")).doesNotExist();
    assertThat(store.takeIn(lease)).isEmpty();
    assertThat(store.deregister(lease)).isTrue();
    assertThat(work("running").resolve(lease.id())).doesNotExist();
  }

  @Test
  void whatALostWorkerWasTakingInIsOneJobWhereverItStopped() throws IOException {
    Lease lost = store.register("lost");
    Path before = taking(lost);
    Path after = taking(lost);
    Lease own = store.register("w2");
    assertThat(store.takeIn(own)).as("while the other lives").isEmpty();
    // The other came as far as the commit with one of them.
    Path copy =
        Files.createDirectory(work("running").resolve(own.id()).resolve(after.getFileName()));
    Files.copy(after.resolve("a.json"), copy.resolve("a.json"));
    JobId first = store.takeIn(own).get(0);
    Claim claim = claimedBy(own);
    store.settle(claim, failure(claim, "no luck"));

    store.rescue(lost.id(), own);
    List<JobId> ids = store.takeIn(own);

    assertThat(ids).contains(first).hasSize(2);
    assertThat(before).doesNotExist();
    assertThat(store.list(JobFilter.newest(9))).hasSize(2);
  }

  @Test
  void aWorkerWhoseLeaseIsGoneTakesNothing() throws IOException {
    Lease lease = store.register("w1");
    rescued(lease.id());
    dropped("a.json", REQUEST);

    assertThatThrownBy(() -> store.takeIn(lease)).isInstanceOf(LeaseLostException.class);

    assertThat(work("inbox/a.json")).exists();
  }

  @Test
  void receiptsThatNobodyFetchesGoAfterAWeek() throws IOException {
    Lease lease = store.register("w1");
    dropped("a.json", REQUEST);
    store.takeIn(lease);
    Files.setLastModifiedTime(work("inbox/a.id"), FileTime.from(START));
    clock.advance(Inbox.RECEIPTS_KEPT);
    store.sweep();
    assertThat(work("inbox/a.id")).exists();
    clock.advance(Duration.ofSeconds(1));

    store.sweep();

    assertThat(work("inbox/a.id")).doesNotExist();
  }
}
