package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.util.Map;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresBadDaysTest extends BadDaysContract {
  private static Postgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = new Postgres();
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @Override
  DataSourceSettings over(int port) {
    return new DataSourceSettings(
        "warehouse",
        "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "postgres",
        "x",
        Map.of());
  }

  @Override
  int port() {
    return postgres.port();
  }

  @Override
  String manyRows() {
    return "SELECT i FROM generate_series(1, 10000000) AS i";
  }

  @Override
  String slowQuery() {
    return "SELECT pg_sleep(120)";
  }

  @Test
  void theSystemAsksASilentServerWhetherItIsThere() throws Exception {
    try (Socket socket = new KeepAliveSockets().createSocket()) {
      assertThat(socket.getKeepAlive()).isTrue();
      if (socket.supportedOptions().contains(ExtendedSocketOptions.TCP_KEEPIDLE)) {
        assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(60);
      }
    }
  }
}
