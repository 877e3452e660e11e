package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a configuration, a small database and one report, and somebody who types. */
abstract class AtTheCommandLine {
  @TempDir Path home;

  Path config;

  /** What a command said, and how it ended. */
  record Said(int code, String out, String err) {}

  Said pressroom(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Pressroom.line()
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Said(code, out.toString(), err.toString());
  }

  @BeforeEach
  void configure() throws Exception {
    config =
        Files.writeString(
            home.resolve("pressroom.yaml"),
            """
            pressroom: worker/1
            queue: spool:work
            dataSources:
              shop:
                url: jdbc:h2:file:./data/shop;AUTO_SERVER=TRUE
                user: sa
            """);
    try (Connection database =
        DriverManager.getConnection("jdbc:h2:file:" + home.resolve("data/shop"), "sa", "")) {
      database
          .createStatement()
          .execute(
              "create table sale(region varchar, amount decimal(9,2));"
                  + "insert into sale values ('Nord', 1.10), ('Süd', 2.20), ('Süd', 3.30)");
    }
    definition("sales", "{title: Amount, format: number, total: sum}");
  }

  void definition(String name, String amount) throws IOException {
    Path file = home.resolve("reports").resolve(name).resolve("report.yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        """
        pressroom: report/1
        title: "Sales from {least}"
        dataSource: shop
        parameters:
          least: {type: number, default: 0}
          regions: {type: list of text, optional: true}
        queries:
          main:
            sql: |
              select region, amount from sale
               where amount >= :least and (not :regions_given or region in (:regions))
               order by region, amount
        columns:
          region: {title: Region}
          amount: %s
        outputs: [pdf, csv]
        """
            .formatted(amount));
  }

  String submitted(String... more) {
    String[] arguments =
        Stream.concat(
                Stream.of("submit", "sales", "-c", config.toString(), "--create"), Stream.of(more))
            .toArray(String[]::new);
    Said said = pressroom(arguments);
    assertThat(said.code()).as(said.err()).isZero();
    return said.out().strip();
  }
}
