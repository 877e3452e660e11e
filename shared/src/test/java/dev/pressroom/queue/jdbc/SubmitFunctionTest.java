package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.StoreFixture;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What programs in any language submit, from SQL alone. */
class SubmitFunctionTest extends StoreFixture {
  @TempDir Path root;

  private TestDatabase database;

  @Override
  protected JdbcStore open(Clock with) {
    if (database == null) {
      database = TestDatabase.postgres();
    }
    return JdbcStore.open(database.source(), root, null, null);
  }

  @AfterEach
  void closeDatabase() {
    store.close();
    database.close();
  }

  private JobId call(String json) throws SQLException {
    try (Connection connection = database.source().getConnection()) {
      return call(connection, json);
    }
  }

  private static JobId call(Connection connection, String json) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select pressroom_submit(?::jsonb)")) {
      statement.setString(1, json);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new JobId(row.getString(1));
      }
    }
  }

  private static String request(String more) {
    return "{\"format\": \"pressroom/job/1\", \"report\": \"sales.monthly\"" + more + "}";
  }

  @Test
  void aWorkerReadsWhatWasAskedInSql() throws SQLException {
    JobId id =
        call(
            request(
                ", \"parameters\": {\"month\": \"2026-10\", \"text\": \"ü\\\"\"}, \"priority\": 2,"
                    + " \"principal\": {\"tenant\": \"acme\"}, \"attempts\": 7,"
                    + " \"expiresAt\": \"2999-01-01T00:00:00Z\","
                    + " \"deliver\": [{\"to\": \"published\", \"path\": \"a/b\"}]"));

    Claim claim = claimedBy(store.register("w1"));

    assertThat(claim.id()).isEqualTo(id);
    assertThat(claim.job().request().parameters()).containsEntry("text", "ü\"");
    assertThat(claim.job().request().principal().tenant()).isEqualTo("acme");
    assertThat(claim.route().priority()).isEqualTo(2);
    assertThat(claim.attempt().allowed()).isEqualTo(7);
    assertThat(claim.job().submittedBy().application()).isEqualTo("PostgreSQL JDBC Driver");
    assertThat(Duration.between(id.time(), Instant.now()).abs()).isLessThan(Duration.ofHours(1));
    store.settle(claim, success(claim));
    assertThat(store.deliveries()).hasSize(1);
  }

  @Test
  void idsSortByTheMomentOfTheirSubmit() throws Exception {
    JobId first = call(request(""));
    org.awaitility.Awaitility.await()
        .until(() -> Instant.now().isAfter(first.time().plusMillis(2)));

    assertThat(call(request(""))).isGreaterThan(first);
  }

  @Test
  void aLaterMomentIsWaitedFor() throws SQLException {
    JobId id = call(request(", \"runAt\": \"2999-01-01T00:00:00Z\""));

    assertThat(store.find(id).orElseThrow().dueAt())
        .contains(Instant.parse("2999-01-01T00:00:00Z"));
  }

  @Test
  void keysAreTheSameInSqlAndJava() throws SQLException {
    String once = ", \"key\": {\"value\": \"fire ü\", \"kind\": \"once\", \"keep\": \"P1DT2H\"}";
    JobId first = call(request(once));

    assertThat(call(request(once))).isEqualTo(first);
    UniqueKey key = UniqueKey.once("fire ü", Duration.ofHours(26));
    assertThat(store.submit(job(request().key(key)))).isEqualTo(first);
    Claim claim = claimedBy(store.register("w1"));
    assertThat(claim.job().request().key()).contains(key);
  }

  @Test
  void nothingIsThereWithoutItsCommit() throws SQLException {
    try (Connection connection = database.source().getConnection()) {
      connection.setAutoCommit(false);
      JobId id = call(connection, request(""));
      assertThat(store.find(id)).isEmpty();
      connection.rollback();
      assertThat(store.find(id)).isEmpty();
    }
  }

  @Test
  void whatIsWrongIsRefusedByName() {
    for (String wrong :
        new String[] {
          ", \"colour\": 1",
          ", \"queue\": \"a b\"",
          ", \"priority\": 10",
          ", \"attempts\": 0",
          ", \"runAt\": \"tomorrow\"",
          ", \"principal\": {\"tenant\": \"A\"}",
          ", \"key\": {\"value\": \"x\", \"kind\": \"once\"}",
          ", \"key\": {\"value\": \"x\", \"kind\": \"twice\"}"
        }) {
      String field = wrong.substring(3, wrong.indexOf('"', 3)).replace("principal", "tenant");
      assertThatThrownBy(() -> call(request(wrong)))
          .as(wrong)
          .isInstanceOf(SQLException.class)
          .hasMessageContaining(field);
    }
    assertThatThrownBy(() -> call("{\"report\": \"a\"}")).hasMessageContaining("format");
    assertThatThrownBy(() -> call("[]")).hasMessageContaining("not a JSON object");
  }

  @Test
  void whatOnlyAWorkerCanSeeFailsThereAndSaysWhy() throws SQLException {
    JobId id = call(request(", \"locale\": \"no such thing\""));
    Lease lease = store.register("w1");

    assertThat(store.claim(lease, DEFAULT, 1)).isEmpty();

    assertThat(stateOf(id)).isEqualTo(JobState.FAILED);
    assertThat(((JdbcStore) store).reading().outcome(id).orElseThrow().failure().message())
        .contains("locale", "no such thing");
  }
}
