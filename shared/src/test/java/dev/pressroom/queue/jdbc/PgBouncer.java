package dev.pressroom.queue.jdbc;

import dev.pressroom.queue.spool.Unix;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PgBouncer in transaction mode before this JVM's PostgreSQL. Where the program is missing,
 * tests are skipped and say so; in CI they fail.
 */
final class PgBouncer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static PgBouncer shared;

  private final int port;

  private PgBouncer(String program) {
    try {
      Path folder = Files.createTempDirectory("pgbouncer");
      port = freePort();
      Path settings =
          Files.writeString(
              folder.resolve("pgbouncer.ini"),
              String.join(
                  "\n",
                  "[databases]",
                  "* = host=localhost port=" + Postgres.shared().port() + " user=postgres",
                  "[pgbouncer]",
                  "listen_addr = 127.0.0.1",
                  "listen_port = " + port,
                  "unix_socket_dir =",
                  "auth_type = any",
                  "pool_mode = transaction",
                  "default_pool_size = 8",
                  ""));
      List<String> command = new ArrayList<>();
      if (Unix.isRoot()) {
        // It refuses to run as root.
        command.addAll(List.of("unshare", "-U"));
      }
      command.addAll(List.of(program, settings.toString()));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> answers(process, folder));
    } catch (IOException e) {
      throw new AssertionError("PgBouncer cannot be started", e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean answers(Process process, Path folder) throws IOException {
    if (!process.isAlive()) {
      throw new AssertionError("PgBouncer ended: " + Files.readString(folder.resolve("log")));
    }
    try (Connection connection = source("postgres").getConnection()) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private static void end(Process process, Path folder) {
    process.destroyForcibly();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      // The system's to clean.
    }
  }

  /** An empty queue in a database of its own, behind the pooler. */
  static synchronized TestDatabase queue() {
    if (shared == null) {
      shared = new PgBouncer(program());
    }
    String name = "pooled" + DATABASES.incrementAndGet();
    Pooled database = new Pooled(shared, name);
    try {
      Postgres.shared().execute("create database " + name);
      Tables.create(database.source(), Migrations.postgresql());
    } catch (SQLException e) {
      throw new AssertionError("PostgreSQL cannot be used through PgBouncer", e);
    }
    return database;
  }

  private static String program() {
    for (String folder : (System.getenv("PATH") + ":/usr/sbin").split(":")) {
      Path program = Path.of(folder, "pgbouncer");
      if (Files.isExecutable(program)) {
        return program.toString();
      }
    }
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError("pgbouncer is not installed");
    }
    return Assumptions.abort("pgbouncer is not installed; nothing was tried through a pooler");
  }

  private PGSimpleDataSource source(String database) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName(database);
    source.setUser("postgres");
    source.setPrepareThreshold(0);
    return source;
  }

  private record Pooled(PgBouncer pooler, String name) implements TestDatabase {
    @Override
    public PGSimpleDataSource source() {
      return pooler.source(name);
    }

    @Override
    public String url() {
      return "jdbc:postgresql://127.0.0.1:"
          + pooler.port
          + "/"
          + name
          + "?user=postgres&prepareThreshold=0";
    }

    @Override
    public void close() {
      try {
        Postgres.shared().execute("drop database " + name + " with (force)");
      } catch (SQLException e) {
        throw new AssertionError("the database cannot be dropped", e);
      }
    }
  }
}
