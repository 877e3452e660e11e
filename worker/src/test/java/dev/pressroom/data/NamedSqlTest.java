package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.report.ReportException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedSqlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'it''s :no', \"a:no\", ':no'",
        "SELECT 1 -- :no\n, 2 /* :no /* :no */ :no */",
        "SELECT x::text, a[1:n], '{\"k\":1}'::jsonb, time '10:20', f(x := 3)",
        "SELECT $$ body :no $$, $t$ :no $$ :no $t$",
        "SELECT E'it\\'s :no', 'C:\\', ':no', e'a''\\' :no'",
        "SELECT ':no",
        "SELECT /* :no",
        "SELECT $x$ :no",
      })
  void whatIsNotAParameterIsLeftAlone(String sql) {
    assertThat(bound(sql, Map.of()).text()).isEqualTo(sql);
  }

  @Test
  void namesAreBoundWhereTheyStand() {
    var bound =
        bound(
            "SELECT :a-1, (:b_2),:été::text, name'x', $1 FROM t WHERE c=:a", //
            Map.of("a", 1L, "b_2", "two", "été", "three"));
    assertThat(bound.text()).isEqualTo("SELECT ?-1, (?),?::text, name'x', $1 FROM t WHERE c=?");
    assertThat(bound.binds()).isEqualTo(List.of(1L, "two", "three", 1L));
  }

  @Test
  void aListBecomesAsManyBindsAsItHasMembersAndAnEmptyOneNull() {
    var bound =
        bound("x IN (:many) OR y IN (:none)", Map.of("many", List.of("a", "b"), "none", List.of()));
    assertThat(bound.text()).isEqualTo("x IN (?, ?) OR y IN (NULL)");
    assertThat(bound.binds()).isEqualTo(List.of("a", "b"));
  }

  @Test
  void anOptionalParameterAlsoSaysWhetherItWasGiven() {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("region", null);
    parameters.put("country", "GR");
    var bound = bound(":region_given, :country_given, :region", parameters);
    assertThat(bound.binds()).isEqualTo(Arrays.asList(false, true, null));
  }

  @Test
  void anUnboundNameIsRefusedWithTheNamesThereAre() {
    var e =
        catchThrowableOfType(
            ReportException.class, () -> bound("SELECT :mnth", Map.of("month", 1L, "day", 2L)));
    assertThat(e).hasMessageContaining(":mnth").hasMessageContaining("[day, month]");
    assertThat(e.permanent()).isTrue();
    assertThat(e.place().orElseThrow().sqlPosition()).isEqualTo(8);
  }

  @Test
  void aQuestionMarkIsAnOperatorOnPostgresAndAMistakeElsewhere() {
    var sql = NamedSql.parse("SELECT j ? 'k?', :a");
    assertThat(BoundSql.bind(sql, Map.of("a", 1L), DatabaseKind.POSTGRESQL).text())
        .isEqualTo("SELECT j ?? 'k?', ?");
    var e =
        catchThrowableOfType(
            ReportException.class, () -> BoundSql.bind(sql, Map.of("a", 1L), DatabaseKind.H2));
    assertThat(e).hasMessageContaining("position 10").hasMessageContaining(":name");
  }

  @Test
  void positionsComeBackToTheAuthorsText() {
    var sql = NamedSql.parse("SELECT '🎈' WHERE a IN (:list) AND oops = :b");
    var bound =
        BoundSql.bind(
            sql, Map.of("list", List.of("x", "y", "z"), "b", 1L), DatabaseKind.POSTGRESQL);
    String onServer = "SELECT '🎈' WHERE a IN ($1, $2, $3) AND oops = $4";
    int position = onServer.codePointCount(0, onServer.indexOf("oops")) + 1;
    assertThat(bound.sourcePosition(position)).isEqualTo(sql.text().indexOf("oops") + 1);
    assertThat(bound.sourcePosition(1)).isEqualTo(1);
    assertThat(bound.sourcePosition(0)).isZero();
    assertThat(bound.sourcePosition(1000)).isZero();
  }

  @Test
  void aSecondStatementIsRefusedBecauseItCouldEndTheSnapshot() {
    String sql = "SELECT ';' /* ; */; -- done\n COMMIT";
    var e = catchThrowableOfType(ReportException.class, () -> bound(sql, Map.of()));
    assertThat(e).hasMessageContaining("second statement");
    assertThat(e.place().orElseThrow().sqlPosition()).isEqualTo(sql.indexOf("COMMIT") + 1);
    String one = "SELECT ';' /* ; */; -- done\n ; /* ; x */";
    assertThat(bound(one, Map.of()).text()).isEqualTo(one);
  }

  @Test
  void aListThatNoDatabaseTakesIsRefused() {
    var e =
        catchThrowableOfType(
            ReportException.class,
            () -> bound("IN (:x)", Map.of("x", java.util.Collections.nCopies(70_000, 1L))));
    assertThat(e).hasMessageContaining(":x").hasMessageContaining("65535");
  }

  private static BoundSql bound(String sql, Map<String, ?> parameters) {
    return BoundSql.bind(NamedSql.parse(sql), parameters, DatabaseKind.H2);
  }
}
