package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.report.ReportException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSourceSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "jdbc:postgresql://u:s3cret@db:5432/x, jdbc:postgresql:…@db:5432/x",
    "jdbc:postgresql://db/x?password=s3cret, jdbc:postgresql://db/x",
    "jdbc:oracle:thin:scott/s3cret@//db:1521/x, jdbc:oracle:…@//db:1521/x",
    "jdbc:h2:file:/me@work/x;PASSWORD=s3cret, jdbc:h2:file:/me@work/x",
  })
  void noTextShowsASecret(String url, String place) {
    var settings = new DataSourceSettings("a", url, "u", "s3cret", Map.of("sslpassword", "s3cret"));
    assertThat(settings.place()).isEqualTo(place);
    assertThat(settings.toString()).contains(place).doesNotContain("s3cret");
  }

  @Test
  void aMissingDriverIsTemporaryAndSaysWhereToPutIt() {
    var settings = new DataSourceSettings("far", "jdbc:nowhere:x", null, null, Map.of());
    var e =
        catchThrowableOfType(
            ReportException.class,
            () -> ReportConnection.open(settings, ReportSession.of("job-1")));
    assertThat(e.permanent()).isFalse();
    assertThat(e).hasMessageContaining("data source far").hasMessageContaining("plugins");
  }

  @Test
  void anUnknownDatabaseMustKnowRepeatableRead() throws SQLException {
    assertThat(DatabaseKind.of("jdbc:mariadb://h/x")).isEqualTo(DatabaseKind.OTHER);
    try (var connection = DriverManager.getConnection("jdbc:h2:mem:")) {
      assertThat(DatabaseKind.OTHER.isolation(connection))
          .isEqualTo(java.sql.Connection.TRANSACTION_REPEATABLE_READ);
    }
  }
}
