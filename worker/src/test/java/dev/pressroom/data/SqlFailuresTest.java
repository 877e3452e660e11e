package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "0A000", "21000", "22012", "23505", "25006", "28000", "2F003", "34000", "3D000", "3F000",
    "42703", "44000", "54001", "P0001"
  })
  void tryingAgainCannotHelp(String state) {
    assertThat(SqlFailures.permanent(new SQLException("x", state))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "08006", "40001", "40P01", "53300", "55P03", "57P01", "57014", "58030", "XX000", "HY000",
    "HYT00", "99999"
  })
  void tryingAgainMayHelp(String state) {
    assertThat(SqlFailures.permanent(new SQLException("x", state))).isFalse();
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
    "90098,false"
  })
  void codesOfH2AreTheirOwnStates(int code, boolean permanent) {
    assertThat(SqlFailures.permanent(new SQLException("x", String.valueOf(code), code)))
        .isEqualTo(permanent);
  }

  @Test
  void whatSaysNothingMayBeTriedAgain() {
    assertThat(SqlFailures.permanent(new SQLException("x"))).isFalse();
  }
}
