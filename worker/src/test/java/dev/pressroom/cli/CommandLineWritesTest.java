package dev.pressroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** A report that writes, run by hand: whoever looks at how it will be wants nothing changed. */
class CommandLineWritesTest extends AtTheCommandLine {
  @Test
  void whatIsWrittenByHandIsRolledBackUnlessItIsToStay() throws Exception {
    String url = "jdbc:h2:file:" + home.resolve("data/books") + ";AUTO_SERVER=TRUE";
    try (Connection connection = DriverManager.getConnection(url, "sa", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE bill (id INT, sent BOOLEAN)");
      statement.execute("INSERT INTO bill VALUES (1, FALSE)");
      Files.writeString(
          config,
          """
          pressroom: worker/1
          queue: spool:work
          dataSources:
            books: {url: "%s", user: sa}
          """
              .formatted(url));
      Path report = Files.createDirectories(home.resolve("reports/bills"));
      Files.writeString(
          report.resolve("report.yaml"),
          """
          pressroom: report/1
          title: Bills
          dataSource: books
          writes: true
          queries:
            main:
              sql: "SELECT id FROM FINAL TABLE (UPDATE bill SET sent = TRUE WHERE NOT sent)"
          columns:
            id: {title: Bill}
          """);
      String first = home.resolve("first").toString();
      Said looked = bills("preview", "bills", "-o", "csv", "--to", first);
      assertThat(looked.code()).as(looked.err()).isZero();
      assertThat(looked.out() + looked.err()).contains("rolled back", "--commit");
      assertThat(home.resolve("first/output/bills.csv")).content().contains("1");
      assertThat(sent(statement)).isFalse();

      Said again = bills("run", first, "--to", home.resolve("second").toString());
      assertThat(again.code()).as(again.err()).isZero();
      assertThat(sent(statement)).isFalse();

      Said meant = bills("run", first, "--commit", "--to", home.resolve("third").toString());
      assertThat(meant.code()).as(meant.err()).isZero();
      assertThat(meant.out() + meant.err()).doesNotContain("rolled back");
      assertThat(sent(statement)).isTrue();
    }
  }

  private Said bills(String... arguments) {
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
    all[arguments.length] = "-c";
    all[arguments.length + 1] = config.toString();
    return pressroom(all);
  }

  private static boolean sent(Statement statement) throws Exception {
    try (ResultSet row = statement.executeQuery("SELECT sent FROM bill")) {
      row.next();
      return row.getBoolean(1);
    }
  }
}
