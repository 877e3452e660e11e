package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.spool.SpoolStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A spool and the folder of a queue in a database look alike, and must not be mistaken. */
class WorkDirectoryTest {
  @TempDir Path root;

  @Test
  void aSpoolsFolderIsRefused() {
    Path spool = root.resolve("spool");
    SpoolStore.open(spool, Clock.systemUTC()).close();
    try (TestDatabase database = TestDatabase.h2(root)) {
      assertThatThrownBy(() -> JdbcStore.open(database.source(), spool))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("is a spool");
      assertThat(spool.resolve("waiting")).doesNotExist();
    }
  }

  @Test
  void noSpoolIsMadeOfAWorkDirectory() {
    Path work = root.resolve("work");
    try (TestDatabase database = TestDatabase.h2(root)) {
      JdbcStore.open(database.source(), work).close();
      assertThatThrownBy(() -> SpoolStore.open(work, Clock.systemUTC()))
          .isInstanceOf(QueueException.class)
          .hasMessageContaining("queue in a database");
      assertThat(Files.exists(work.resolve("queued"))).isFalse();
    }
  }
}
