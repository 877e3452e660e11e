package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.report.ReportException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import org.h2.message.DbException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroublesTest {
  @ParameterizedTest
  @CsvSource({
    "0A000", "21000", "22012", "23505", "25006", "28000", "2F003", "34000", "3D000", "3F000",
    "42703", "44000", "54001", "P0001"
  })
  void tryingAgainCannotHelp(String state) {
    assertThat(Troubles.sql(new SQLException("x", state)).permanent()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "08006", "40001", "40P01", "53300", "55P03", "57P01", "57014", "58030", "XX000", "HY000",
    "HYT00", "99999"
  })
  void tryingAgainMayHelp(String state) {
    assertThat(Troubles.sql(new SQLException("x", state)).permanent()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "90022,true",
    "50004,true",
    "50100,true",
    "50200,false",
    "90012,true",
    "90096,true",
    "90067,false",
    "90121,false",
    "90098,false",
    "40001,false",
    "22012,true"
  })
  void h2HasNumbersOfItsOwn(int code, boolean permanent) {
    SQLException e = DbException.get(code, "x").getSQLException();
    assertThat(Troubles.sql(e).permanent()).as(e.toString()).isEqualTo(permanent);
  }

  @Test
  void whatSaysNothingMayBeTriedAgainUnlessItsDriverKnows() {
    assertThat(Troubles.sql(new SQLException("x")).permanent()).isFalse();
    assertThat(Troubles.sql(new SQLSyntaxErrorException("x")).permanent()).isTrue();
  }

  @Test
  void theFirstOfTheCausesThatIsKnownCounts() {
    SQLException lost = new SQLException("x", "08006", new UnsupportedOperationException());
    assertThat(Troubles.of(new IllegalStateException(lost)).what()).contains("connection was lost");
    assertThat(Troubles.of(new RuntimeException(new NoClassDefFoundError("x"))).permanent())
        .isTrue();
    assertThat(Troubles.of(new IllegalStateException("***")).isTheRest()).isTrue();
    assertThat(Troubles.of(ReportException.temporary("x", null)).isTheRest()).isTrue();
  }

  @Test
  void networksMendThemselves() {
    assertThat(Troubles.of(new UncheckedIOException(new UnknownHostException("db"))).what())
        .contains("a name that nobody knows");
    assertThat(Troubles.of(new ConnectException("refused")).what()).contains("is down");
  }

  @Test
  void aFullDiskIsKnownByWhatTheSystemSays() {
    Throwable full =
        org.assertj.core.api.Assertions.catchThrowable(
            () -> Files.write(Path.of("/dev/full"), new byte[1]));
    org.junit.jupiter.api.Assumptions.assumeTrue(full instanceof IOException, "no /dev/full");
    assertThat(Troubles.of(full).what()).isEqualTo("the disk is full; make room");
    assertThat(Troubles.of(full).permanent()).isFalse();
  }

  @Test
  void theReadmeHasTheTable() throws IOException {
    assertThat(Files.readString(Path.of("README.md"))).contains(Troubles.markdown());
  }
}
