package dev.pressroom.data;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
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
}
