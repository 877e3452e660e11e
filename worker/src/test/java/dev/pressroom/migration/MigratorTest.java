package dev.pressroom.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.jdbc.JdbcStore;
import dev.pressroom.queue.jdbc.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

class MigratorTest {
  private static final String LATER = "dev/pressroom/migration/later";

  private static EmbeddedPostgres postgres;

  @TempDir Path folder;

  private int databases;

  enum Kind {
    H2,
    POSTGRESQL
  }

  @BeforeAll
  static void startPostgres() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stopPostgres() throws IOException {
    postgres.close();
  }

  private DataSource empty(Kind kind) throws SQLException {
    databases++;
    if (kind == Kind.H2) {
      JdbcDataSource source = new JdbcDataSource();
      source.setURL("jdbc:h2:file:" + folder.resolve("queue" + databases) + ";WRITE_DELAY=0");
      return source;
    }
    String name = "queue" + databases + "_" + folder.getFileName().toString().replaceAll("\\W", "");
    execute(postgres.getPostgresDatabase(), "create database " + name.toLowerCase());
    return postgres.getDatabase("postgres", name.toLowerCase());
  }

  private static void execute(DataSource source, String... statements) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  private static int number(DataSource source, String sql) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }

  private static Job job() {
    JobRequest request = JobRequest.of("a").output("csv").build();
    return new Job(JobId.create(Instant.now(), "a"), request, Instant.now(), null);
  }

  @ParameterizedTest
  @EnumSource
  void workersThatStartAtOnceMigrateOnce(Kind kind) throws Exception {
    DataSource source = empty(kind);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<?>> workers = new ArrayList<>();
    // H2's file is in use throughout, as by the first worker's pool.
    try (Connection open = source.getConnection()) {
      assertThat(open.isValid(1)).isTrue();
      for (int i = 0; i < 4; i++) {
        workers.add(
            threads.submit(
                () -> {
                  start.await();
                  new Migrator(source).migrate();
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> worker : workers) {
        worker.get();
      }
    }
    threads.shutdown();
    assertThat(number(source, "select count(*) from pressroom_schema")).isEqualTo(1);
    try (JdbcStore store = JdbcStore.open(source)) {
      assertThat(store.find(store.submit(job()))).isPresent();
    }
  }

  @ParameterizedTest
  @EnumSource
  void tablesBesideAHostsOwnAreMade(Kind kind) throws SQLException {
    DataSource source = empty(kind);
    execute(source, "create table orders (id integer)");

    new Migrator(source).migrate();

    JdbcStore.open(source).close();
  }

  @ParameterizedTest
  @EnumSource
  void whatWasAppliedByHandIsLeftAloneAndGoneOnFrom(Kind kind) throws SQLException {
    DataSource source = empty(kind);
    for (Migrations.Migration each : kind == Kind.H2 ? Migrations.h2() : Migrations.postgresql()) {
      execute(source, each.sql());
    }
    new Migrator(source).migrate();
    JdbcStore.open(source).close();

    new Migrator(source, 2, LATER).migrate();

    assertThat(number(source, "select max(version) from pressroom_schema")).isEqualTo(2);
  }

  /** V2 says: older workers stop; older submitters may go on. */
  @ParameterizedTest
  @EnumSource
  void olderProgramsDoAsTheNewerMigrationSays(Kind kind) throws SQLException {
    DataSource source = empty(kind);
    new Migrator(source).migrate();
    new Migrator(source, 2, LATER).migrate();

    new Migrator(source).migrate();

    try (JdbcStore submitter = JdbcStore.open(source)) {
      assertThat(submitter.find(submitter.submit(job()))).isPresent();
    }
    assertThatThrownBy(() -> JdbcStore.open(source, folder.resolve("work")))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("since version 2 no worker of version 1 may use them")
        .hasMessageContaining("upgrade");
  }

  @Test
  void aSubmitterNeverMigratesAndSaysWhatIsMissing() throws SQLException {
    DataSource source = empty(Kind.POSTGRESQL);
    assertThatThrownBy(() -> JdbcStore.open(source))
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("the queue's tables are missing")
        .hasMessageContaining("pressroom schema");
    assertThat(number(source, "select count(*) from pg_tables where schemaname = 'public'"))
        .isZero();
  }

  @Test
  void aUserWhoMayNotCreateTablesHearsTheCure() throws SQLException {
    PGSimpleDataSource source = (PGSimpleDataSource) empty(Kind.POSTGRESQL);
    execute(source, "create role guest login");
    PGSimpleDataSource guest = (PGSimpleDataSource) postgres.getPostgresDatabase();
    guest.setDatabaseName(source.getDatabaseName());
    guest.setUser("guest");

    assertThatThrownBy(() -> new Migrator(guest).migrate())
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("from version 0 to 1")
        .hasMessageContaining("may not create tables")
        .hasMessageContaining("`pressroom schema` prints");
  }

  @Test
  void aDatabaseThatCannotBeReached() {
    PGSimpleDataSource nowhere = new PGSimpleDataSource();
    nowhere.setPortNumbers(new int[] {1});
    assertThatThrownBy(() -> new Migrator(nowhere).migrate())
        .isInstanceOf(QueueException.class)
        .hasMessageContaining("cannot be read")
        .hasMessageContaining("Nothing was changed");
  }
}
