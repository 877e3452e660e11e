package com.example.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as it is, dropped into the folder of plug-ins of an installed Pressroom. */
class PackagedPluginIT {
  private static final Path HOME = Path.of(System.getProperty("pressroom.home"));
  private static final Path JAR = Path.of(System.getProperty("plugin.jar"));

  @TempDir Path folder;

  @Test
  void aWorkerMakesTheReport() throws Exception {
    Path plugin = Files.createDirectories(folder.resolve("plugins/receivables"));
    Files.copy(JAR, plugin.resolve("receivables.jar"));
    String url = "jdbc:h2:file:" + folder.resolve("warehouse") + ";AUTO_SERVER=TRUE";
    try (Connection connection = DriverManager.getConnection(url, "reports", "secret");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE items (customer VARCHAR(20), issued DATE, due DATE, open DECIMAL(10, 2)) AS"
              + " VALUES ('Ada', DATE '2026-10-01', DATE '2026-11-01', 2.50)");
    }
    Files.writeString(folder.resolve("password"), "secret");
    Files.writeString(
        folder.resolve("pressroom.yaml"),
        """
        pressroom: worker/1
        queue: spool:work
        presses: {count: 1, heap: 64m}
        dataSources: {warehouse: {url: "%s", user: reports, password: {file: password}}}
        """
            .formatted(url));

    String config = folder.resolve("pressroom.yaml").toString();
    pressroom(
        "submit",
        "example.aged-receivables",
        "-p",
        "asAt=2026-11-21",
        "-o",
        "csv",
        "--config",
        config,
        "--create");
    String log = pressroom("worker", "--config", config, "--until-empty");

    try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
      List<Path> csv = files.filter(file -> file.toString().endsWith(".csv")).toList();
      assertThat(csv).as(log + errors()).hasSize(1);
      assertThat(csv.get(0)).content().contains("Ada,0,2.50,0,0,2.50");
    }
  }

  /** What the worker has left where the report would be, if it failed. */
  private String errors() throws IOException {
    StringBuilder errors = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
      for (Path file : files.filter(file -> file.toString().endsWith(".txt")).toList()) {
        errors.append(Files.readString(file));
      }
    }
    return errors.toString();
  }

  private String pressroom(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("bin/pressroom").toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
