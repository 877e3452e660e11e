package dev.pressroom.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * What the demo's worker needs, made in a folder: the warehouse, the definitions, a plug-in, the
 * configuration.
 *
 * @param folder empty
 * @param store where jobs wait
 */
public record DemoFiles(Path folder, DemoStore store) {
  private static final List<String> DEFINITIONS =
      List.of(
          "sales/by-region/report.yaml",
          "sales/by-region/sales.sql",
          "customers/directory/report.yaml",
          "customers/directory/customers.sql",
          "broken/sql/report.yaml",
          "broken/sql/stock.sql");

  private static final String CONFIGURATION =
      """
      pressroom: worker/1
      %spresses:
        heap: 64m
      dataSources:
        warehouse:
          url: jdbc:h2:file:./data/warehouse;AUTO_SERVER=TRUE
          user: reports
          password: {file: reports.password}
      """;

  /** A password for data that is made anew each time; it shows how one is configured. */
  private static final String PASSWORD = "reports";

  public Path configuration() {
    return folder.resolve("pressroom.yaml");
  }

  /** The spool, or what the worker writes for a queue in a database: laid out alike. */
  public Path work() {
    return folder.resolve("work");
  }

  /** Makes everything. */
  public void make(LocalDate lastDay) throws IOException, SQLException {
    Files.createDirectories(folder.resolve("plugins/hungry"));
    String url = "jdbc:h2:file:" + folder.resolve("data/warehouse").toAbsolutePath();
    new DemoWarehouse(url, lastDay, "owner", PASSWORD).create();
    for (String name : DEFINITIONS) {
      Path file = folder.resolve("reports").resolve(name);
      Files.createDirectories(file.getParent());
      try (InputStream in = resource("reports/" + name)) {
        Files.copy(in, file);
      }
    }
    Files.writeString(folder.resolve("reports.password"), PASSWORD + "\n");
    Files.writeString(configuration(), CONFIGURATION.formatted(store.configuration(folder)));
    makePlugin(folder.resolve("plugins/hungry/hungry.jar"));
  }

  /** A jar as a report's author would build it: the class, and the line by which it is found. */
  private static void makePlugin(Path jar) throws IOException {
    String name = HungryReport.class.getName();
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out);
        InputStream code = resource(HungryReport.class.getSimpleName() + ".class")) {
      entries.putNextEntry(new JarEntry(name.replace('.', '/') + ".class"));
      code.transferTo(entries);
      entries.putNextEntry(new JarEntry("META-INF/services/dev.pressroom.report.Report"));
      entries.write((name + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static InputStream resource(String name) throws IOException {
    InputStream in = DemoFiles.class.getResourceAsStream(name);
    if (in == null) {
      throw new IOException("the program lacks its resource " + name);
    }
    return in;
  }
}
