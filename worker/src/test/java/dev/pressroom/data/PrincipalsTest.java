package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.data.Credentials.Login;
import dev.pressroom.report.ReportException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose rows a job sees, on a real PostgreSQL with policies of its own. */
class PrincipalsTest {
  private static Postgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = new Postgres();
    for (String sql :
        List.of(
            "CREATE TABLE sales (tenant TEXT, amount INT)",
            "INSERT INTO sales VALUES ('acme', 1), ('acme', 2), ('globex', 30)",
            "ALTER TABLE sales ENABLE ROW LEVEL SECURITY",
            "CREATE POLICY own ON sales USING (tenant = current_setting('app.tenant'))",
            "CREATE POLICY by_role ON sales USING (tenant || '_reader' = current_user)",
            "CREATE ROLE reports LOGIN",
            "CREATE ROLE acme_reader LOGIN",
            "CREATE ROLE globex_reader LOGIN",
            "GRANT acme_reader, globex_reader TO reports",
            "GRANT SELECT ON sales TO reports, acme_reader, globex_reader")) {
      execute(sql);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(postgres.settings().url(), "postgres", "x");
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static DataSourceSettings reports(Map<String, String> variables) {
    return Limited.variables(
        new DataSourceSettings("warehouse", postgres.settings().url(), "reports", "x", Map.of()),
        variables);
  }

  private static ReportSession job(String tenant, String user) {
    return new ReportSession("job-1", tenant, user, ZoneOffset.UTC);
  }

  private static Object value(DataSourceSettings settings, ReportSession session, String sql) {
    try (ReportConnection connection = ReportConnection.open(settings, session)) {
      return ReportConnectionContract.value(connection, sql, Map.of());
    }
  }

  private static final String SUM = "SELECT sum(amount) FROM sales";

  @Test
  void oneReportShowsEachTenantItsOwnRowsAndNothingLeaksToTheNextJob() {
    var settings = reports(Map.of("app.tenant", "{tenant}"));
    for (int round = 0; round < 2; round++) {
      assertThat(value(settings, job("acme", null), SUM)).isEqualTo(3L);
      assertThat(value(settings, job("globex", null), SUM)).isEqualTo(30L);
      assertThat(value(settings, job("nobody", null), SUM)).isNull();
    }
    assertThat(
            value(
                reports(Map.of()), job("acme", null), "SELECT current_setting('app.tenant', true)"))
        .isNull();
  }

  @Test
  void aTenantsRoleIsTakenOnForTheTransaction() {
    var settings = reports(Map.of("role", "{tenant}_reader", "app.tenant", ""));
    assertThat(value(settings, job("acme", null), SUM)).isEqualTo(3L);
    assertThat(value(settings, job("globex", null), "SELECT current_user"))
        .isEqualTo("globex_reader");
  }

  @Test
  void aJobThatDoesNotSayForWhomIsRefused() {
    var settings = reports(Map.of("app.tenant", "{tenant}", "app.user", "{user}"));
    assertRefused(settings, job(null, null), "needs the job's tenant for its session's app.tenant");
    assertRefused(settings, job("acme", null), "needs the job's user");
  }

  private static void assertRefused(DataSourceSettings settings, ReportSession job, String why) {
    var e = catchThrowableOfType(ReportException.class, () -> ReportConnection.open(settings, job));
    assertThat(e.permanent()).isTrue();
    assertThat(e).hasMessageContaining(why).hasMessageContaining("Nothing was run.");
  }

  @Test
  void valuesAreBoundAndBracesCanBeMeant() {
    var settings = reports(Map.of("app.user", "{{user} is '{user}'"));
    assertThat(value(settings, job(null, "o'hara{tenant}"), "SELECT current_setting('app.user')"))
        .isEqualTo("{user} is 'o'hara{tenant}'");
  }

  @Test
  void eachTenantHasItsOwnLogin() {
    Login acme = new Login("acme_reader", "x");
    Login alice = new Login("globex_reader", "x");
    var all = new Credentials(new Login("reports", "x"), Map.of("acme", acme, "acme/alice", alice));
    var only = new Credentials(null, Map.of("acme", acme));

    assertThat(who(all, job("acme", null))).isEqualTo("acme_reader");
    assertThat(who(all, job("acme", "alice"))).isEqualTo("globex_reader");
    assertThat(who(all, job("acme", "bob"))).isEqualTo("acme_reader");
    assertThat(who(all, job("globex", "alice"))).isEqualTo("reports");
    assertThat(who(all, job(null, "alice"))).isEqualTo("reports");
    assertThat(who(only, job("acme", null))).isEqualTo("acme_reader");
    assertRefused(
        with(only), job("globex", "bob"), "no credentials for tenant globex and its user");
    assertRefused(with(only), job(null, null), "no credentials for a job without tenant");
    assertThat(with(all).toString()).endsWith("as reports and 2 by tenant");
  }

  private static DataSourceSettings with(Credentials credentials) {
    return new DataSourceSettings(
        "warehouse", postgres.settings().url(), credentials, Map.of(), SessionRules.DEFAULT);
  }

  private static Object who(Credentials credentials, ReportSession job) {
    return value(with(credentials), job, "SELECT current_user");
  }

  @Test
  void h2HasVariablesOfThatName() {
    var settings =
        Limited.variables(
            new DataSourceSettings(
                "m", "jdbc:h2:mem:principals", "sa", "sa", Map.of("IFEXISTS", "FALSE")),
            Map.of("app.tenant", "{tenant}"));
    assertThat(value(settings, job("acme", null), "SELECT @app_tenant")).isEqualTo("acme");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jdbc:postgresql:x | app.tenant                 | {tenant}     | ''
          jdbc:postgresql:x | role                       | {tenant}     | ''
          jdbc:postgresql:x | search_path                | t_{tenant}   | ''
          jdbc:h2:x         | app.tenant                 | {user}       | ''
          jdbc:postgresql:x | search_path                | {user}       | with a comma
          jdbc:postgresql:x | pressroom.tenant           | x            | is set by Pressroom itself
          jdbc:postgresql:x | transaction_read_only      | off          | is set by Pressroom itself
          jdbc:postgresql:x | default_transaction_isolation | x         | is set by Pressroom itself
          jdbc:postgresql:x | app.tenant'; DROP TABLE x  | x            | is not a setting's name
          jdbc:h2:x         | a b                        | x            | is not a setting's name
          jdbc:postgresql:x | app.x                      | {tenat}      | neither {tenant} nor {user}
          jdbc:postgresql:x | app.x                      | {tenant      | neither {tenant} nor {user}
          jdbc:oracle:x     | app.x                      | x            | cannot be told to this database
          """)
  void namesAndPlacesAreCheckedWithTheConfiguration(
      String url, String name, String value, String why) {
    assertThat(SessionVariables.objection(url, name, value).orElse("")).contains(why);
    assertThat(SessionVariables.objection(url, name, value).isEmpty()).isEqualTo(why.isEmpty());
  }
}
