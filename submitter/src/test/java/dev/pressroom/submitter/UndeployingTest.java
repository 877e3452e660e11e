package dev.pressroom.submitter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.queue.jdbc.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hosts with a queue in a database come and go in a server that stays. */
class UndeployingTest {
  private static final String WITH_DATABASE = "deployed-with-database";

  @TempDir Path folder;

  @Test
  void aHostWithItsOwnPostgresDriver() throws Exception {
    try (TestDatabase database = TestDatabase.postgres()) {
      new WebApplication(List.of(Child.home(org.postgresql.Driver.class)), List.of("org.slf4j."))
          .deployAndUndeploy(WITH_DATABASE, database.url())
          .assertGone();
    }
  }

  @Test
  void aHostInAServerThatHasTheDriver() throws Exception {
    try (TestDatabase database = TestDatabase.postgres()) {
      new WebApplication(List.of(), List.of("org.slf4j.", "org.postgresql."))
          .deployAndUndeploy(WITH_DATABASE, database.url())
          .assertGone();
    }
  }

  @Test
  void aHostWithItsOwnH2() throws Exception {
    try (TestDatabase database = TestDatabase.h2(folder)) {
      assertThat(database.url()).isNotEmpty();
    }
    new WebApplication(List.of(Child.home(org.h2.Driver.class)), List.of("org.slf4j."))
        .deployAndUndeploy(
            WITH_DATABASE, "jdbc:h2:file:" + folder.resolve("queue") + ";DB_CLOSE_DELAY=0")
        .assertGone();
  }
}
