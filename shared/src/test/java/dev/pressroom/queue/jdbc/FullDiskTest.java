package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobState;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.StoreFixture;
import dev.pressroom.queue.spool.Unix;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose disk is full, and then has room again. */
class FullDiskTest extends StoreFixture {
  private static final int MEGABYTE = 1 << 20;

  @TempDir static Path base;

  private static Unix.Mount disk;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws IOException, SQLException {
    disk = Unix.mount(base.resolve("disk"), "size=160m,mode=0777");
    server = EmbeddedPostgres.builder().setDataDirectory(base.resolve("disk/data")).start();
    Tables.create(server.getPostgresDatabase(), Migrations.postgresql());
  }

  @AfterAll
  static void stop() throws IOException {
    if (server != null) {
      server.close();
    }
    if (disk != null) {
      disk.close();
    }
  }

  @Override
  protected JdbcStore open(Clock with) {
    return JdbcStore.open(server.getPostgresDatabase(), base.resolve("work"), null, with);
  }

  private Job large(Random random) {
    StringBuilder text = new StringBuilder();
    while (text.length() < 95_000) {
      text.append((char) ('0' + random.nextInt(75)));
    }
    return job(request().parameter("text", text.toString().replace('\\', '_')));
  }

  @Test
  void whatIsAcknowledgedStaysAndTheRestIsRefusedWithTheCure() throws IOException {
    Lease lease = store.register("w1");
    submitted(request());
    Claim claim = claimedBy(lease);
    Path filler = base.resolve("disk/filler");
    long free = Files.getFileStore(filler.getParent()).getUsableSpace();
    Files.write(filler, new byte[(int) (free - 3 * MEGABYTE)]);
    Random random = new Random(1);
    List<Job> acknowledged = new ArrayList<>();

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 99; i++) {
                Job job = large(random);
                store.submit(job);
                acknowledged.add(job);
              }
            })
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("the database's disk is full: make room on it");

    Files.delete(filler);
    assertThat(store.heartbeat(lease)).hasSize(1);
    assertThat(store.settle(claim, success(claim))).isTrue();
    submitted(request());
    for (Job job : acknowledged) {
      assertThat(stateOf(job.id())).isEqualTo(JobState.QUEUED);
    }
    assertThat(store.claim(lease, DEFAULT, 99)).hasSize(acknowledged.size() + 1);
  }
}
