package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JdbcH2InterferenceTest extends InterferenceContract {
  @Override
  TestDatabase create() {
    return TestDatabase.h2(root);
  }

  @Test
  void aHostsInterruptedThreadsDoNotHurtTheDatabaseThatItServes() throws Exception {
    String url = "jdbc:h2:file:" + root.resolve("served") + ";AUTO_SERVER=TRUE";
    DatabaseAccess access = new DatabaseAccess(url, null, null, Map.of(), true);
    Consumer<String> interrupts =
        statement -> {
          if (statement.contains("insert into pressroom_queued")) {
            Thread.currentThread().interrupt();
          }
        };
    List<JobId> submitted = new ArrayList<>();
    try (KeptConnections connections = new KeptConnections(access, 2)) {
      Tables.create(connections, Migrations.h2());
      JdbcStore host = JdbcStore.open(watched(connections, interrupts));
      for (int i = 0; i < 50; i++) {
        Job job = job(request());
        assertThat(host.submit(job)).isEqualTo(job.id());
        assertThat(Thread.interrupted()).as("left to the host").isTrue();
        submitted.add(job.id());
      }

      assertThat(submitted).allMatch(id -> host.find(id).isPresent());
    }
  }
}
