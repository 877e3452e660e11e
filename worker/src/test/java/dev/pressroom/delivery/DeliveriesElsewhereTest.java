package dev.pressroom.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.JobState;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.Store;
import dev.pressroom.queue.StoreFixture;
import dev.pressroom.queue.jdbc.DatabaseArtifacts;
import dev.pressroom.queue.jdbc.JdbcStore;
import dev.pressroom.queue.jdbc.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker delivers what one on another machine made and cannot deliver any more. */
final class DeliveriesElsewhereTest extends StoreFixture {
  @TempDir Path root;

  private TestDatabase database;
  private JdbcStore other;

  @Override
  protected Store open(Clock clock) {
    if (database == null) {
      database = TestDatabase.h2(root);
    }
    return on("lost", clock);
  }

  private JdbcStore on(String folder, Clock clock) {
    return JdbcStore.open(
        database.source(),
        root.resolve(folder),
        DatabaseArtifacts.in(database.source(), 1 << 20),
        clock);
  }

  @BeforeEach
  void openOther() {
    other = on("other", clock);
  }

  @AfterEach
  void closeAll() {
    other.close();
    store.close();
    database.close();
  }

  private void endAndBeLost(boolean well) {
    Lease lease = store.register("lost");
    Claim claim = claimedBy(lease);
    store.settle(claim, well ? success(claim) : failure(claim, "no luck"));
    other.rescue(lease.id(), other.register("other"));
    clock.advance(Duration.ofHours(1));
  }

  @Test
  void artifactsComeFromTheirCopies() {
    submitted(request().publishAt("sales/october"));
    endAndBeLost(true);
    Path published = root.resolve("published");

    new Deliveries(other, published).all();
    new Deliveries(store, root.resolve("late")).all();

    assertThat(published.resolve("sales/october.csv")).hasContent("a,b\n1,2\n");
    assertThat(published.resolve("sales")).isDirectoryContaining("glob:**/october.csv");
    assertThat(root.resolve("late")).doesNotExist();
  }

  @Test
  void anErrorFileComesFromTheRow() {
    var id = submitted(request().publishAt("sales/october"));
    endAndBeLost(false);
    assertThat(stateOf(id)).isEqualTo(JobState.FAILED);

    new Deliveries(other, root.resolve("published")).all();

    assertThat(root.resolve("published/sales/october.txt"))
        .content()
        .contains("no luck", id.text());
    assertThat(other.deliveries()).isEmpty();
  }

  @Test
  void aPurgedJobsMarkIsTakenAway() {
    submitted(request().publishAt("sales/october"));
    endAndBeLost(true);
    clock.advance(Duration.ofDays(9));
    assertThat(store.purge(java.time.LocalDate.of(2027, 1, 1))).hasSize(1);
    assertThat(other.deliveries()).hasSize(1);

    new Deliveries(other, root.resolve("published")).all();

    assertThat(root.resolve("published")).doesNotExist();
    assertThat(other.deliveries()).isEmpty();
  }
}
