package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.jdbc.Migrations.Migration;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which tables this version works on, and who stops when others come. */
class SchemaTest extends JdbcFixture {
  @Override
  TestDatabase create() {
    return TestDatabase.h2(root);
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void theRowThatAMigrationAddsSaysTheSameAsItsFirstLine() throws SQLException {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select * from pressroom_schema order by version")) {
      for (Migration migration : Migrations.h2()) {
        assertThat(row.next()).isTrue();
        assertThat(migration.file()).startsWith("V" + row.getInt("version") + "__");
        assertThat(row.getBoolean("older_workers")).isEqualTo(migration.olderWorkersMayGoOn());
        assertThat(row.getBoolean("older_submitters"))
            .isEqualTo(migration.olderSubmittersMayGoOn());
      }
      assertThat(row.next()).isFalse();
    }
    assertThat(Migrations.postgresql())
        .extracting(migration -> migration.sql().lines().findFirst().orElseThrow())
        .isEqualTo(
            Migrations.h2().stream()
                .map(migration -> migration.sql().lines().findFirst().orElseThrow())
                .toList());
  }

  @Test
  void everyFileBesideThemIsListed() throws IOException, URISyntaxException {
    for (String dialect : List.of("h2", "postgresql")) {
      Path folder = Path.of(JdbcStore.class.getResource("migration/" + dialect + "/").toURI());
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrderElementsOf(
                Migrations.h2().stream().map(Migration::file).toList());
      }
    }
  }

  @Test
  void aFirstLineThatSaysNothingIsRefused() {
    assertThatThrownBy(() -> new Migration("V9__a.sql", "select 1").olderWorkersMayGoOn())
        .hasMessageContaining("V9__a.sql does not begin with");
  }

  @Test
  void whatWasAppliedIsCountedWhoeverAppliedIt() throws SQLException {
    try (Connection connection = database.source().getConnection()) {
      assertThat(Migrations.applied(connection)).isEqualTo(Migrations.LATEST);
      execute("insert into pressroom_schema values (2, true, true, current_timestamp)");
      assertThat(Migrations.applied(connection)).isEqualTo(2);
      execute("drop table pressroom_schema");
      assertThat(Migrations.applied(connection)).isZero();
    }
  }

  @Test
  void whoRunsAlreadyStopsAFewSecondsAfterAMigrationThatForbidsIt() throws SQLException {
    AtomicLong time = new AtomicLong();
    Schema workers = new Schema(true, time::get);
    Schema submitters = new Schema(false, time::get);
    try (Connection connection = database.source().getConnection()) {
      Tx tx = new Tx(connection, Sql.load(Dialect.H2));
      workers.check(tx);
      execute("insert into pressroom_schema values (2, false, true, current_timestamp)");
      workers.check(tx);
      time.addAndGet(5_000_000_000L);
      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(() -> workers.check(tx))
            .isInstanceOf(QueueException.class)
            .hasMessageContaining("since version 2 no worker of version 1");
      }
      submitters.check(tx);
    }
  }
}
