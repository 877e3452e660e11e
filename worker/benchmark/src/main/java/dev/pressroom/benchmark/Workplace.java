package dev.pressroom.benchmark;

import dev.pressroom.data.DataSourceSettings;
import dev.pressroom.demo.DemoWarehouse;
import dev.pressroom.jobdir.LocalDisk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * A new folder with what a worker needs: the demo's warehouse, two definitions, a configuration. It
 * goes when this is closed. For one thread.
 *
 * @param folder new
 */
record Workplace(Path folder) implements AutoCloseable {
  static final String PAGE = "benchmark.page";
  static final String TINY = "benchmark.tiny";

  private static final String SOURCE = "warehouse";
  private static final String USER = "reports";
  private static final String PASSWORD = "reports";
  private static final LocalDate LAST_DAY = LocalDate.of(2026, 10, 31);
  private static final List<String> DEFINITIONS =
      List.of(
          "benchmark/page/report.yaml",
          "benchmark/page/customers.sql",
          "benchmark/tiny/report.yaml");

  /**
   * @param parent where; null for the system's folder of temporary files
   */
  static Workplace make(Path parent) throws IOException {
    String prefix = "pressroom-benchmark-";
    return new Workplace(
        parent == null
            ? Files.createTempDirectory(prefix)
            : Files.createTempDirectory(parent.toAbsolutePath(), prefix));
  }

  /** Makes database and definitions. */
  void fill() throws IOException, SQLException {
    new DemoWarehouse("jdbc:h2:file:" + database(), LAST_DAY, "owner", PASSWORD).create();
    for (String name : DEFINITIONS) {
      Path file = reports().resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream in = Workplace.class.getResourceAsStream("reports/" + name)) {
        if (in == null) {
          throw new IOException("the benchmark lacks its resource " + name + "; build it again");
        }
        Files.copy(in, file);
      }
    }
    Files.writeString(folder.resolve("reports.password"), PASSWORD + "\n");
  }

  /**
   * Writes the configuration of a worker with a spool of its own.
   *
   * @param name of the spool's folder
   * @param presses lines below {@code presses:}
   */
  Path configuration(String name, List<String> presses) throws IOException {
    StringBuilder text = new StringBuilder("pressroom: worker/1\n");
    text.append("queue: spool:").append(name).append('\n');
    text.append("presses:\n");
    presses.forEach(line -> text.append("  ").append(line).append('\n'));
    text.append("dataSources:\n");
    text.append("  ").append(SOURCE).append(":\n");
    text.append("    url: ").append(source().url()).append('\n');
    text.append("    user: ").append(USER).append('\n');
    text.append("    password: {file: reports.password}\n");
    return Files.writeString(folder.resolve(name + ".yaml"), text);
  }

  /** The data source as the worker knows it. */
  DataSourceSettings source() {
    return new DataSourceSettings(
        SOURCE, "jdbc:h2:file:" + database() + ";AUTO_SERVER=TRUE", USER, PASSWORD, Map.of());
  }

  Path reports() {
    return folder.resolve("reports");
  }

  private Path database() {
    return folder.resolve("data/warehouse").toAbsolutePath();
  }

  @Override
  public void close() throws IOException {
    new LocalDisk().removeTree(folder);
  }
}
