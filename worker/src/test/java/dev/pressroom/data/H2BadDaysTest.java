package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2BadDaysTest extends BadDaysContract {
  @TempDir static Path folder;
  private static Server server;

  @BeforeAll
  static void start() throws SQLException {
    DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("db"), "sa", "sa").close();
    server = Server.createTcpServer("-tcpPort", "0", "-baseDir", folder.toString()).start();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Override
  DataSourceSettings over(int port) {
    return new DataSourceSettings(
        "warehouse", "jdbc:h2:tcp://127.0.0.1:" + port + "/./db", "sa", "sa", Map.of());
  }

  @Override
  int port() {
    return server.getPort();
  }

  @Override
  String manyRows() {
    return "SELECT x FROM system_range(1, 10000000)";
  }

  @Override
  String slowQuery() {
    return "SELECT sum(sqrt(a.x + b.x)) FROM system_range(1, 1000000) a, system_range(1, 1000000)"
        + " b";
  }

  /** H2's own abort does nothing. */
  @Test
  void aSnapshotThatIsTooOldLeavesNoSessionWhileTheReportIsElsewhere() throws Exception {
    DataSourceSettings settings = Limited.snapshots(over(port()), Duration.ofMillis(200));
    try (ReportConnection connection =
            ReportConnection.open(settings, ReportSession.of("elsewhere"));
        Connection other = DriverManager.getConnection(settings.url(), "sa", "sa");
        Statement statement = other.createStatement()) {
      await()
          .untilAsserted(
              () -> {
                try (ResultSet sessions =
                    statement.executeQuery("SELECT COUNT(*) FROM information_schema.sessions")) {
                  sessions.next();
                  assertThat(sessions.getInt(1)).as("only the one that asks").isEqualTo(1);
                }
              });
      assertThatThrownBy(connection::commit).hasMessageContaining("maxSnapshotAge");
    }
  }
}
