package dev.pressroom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pressroom.report.ReportException;
import dev.pressroom.report.Rows;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a data source may do to its reports, over a network that misbehaves. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class BadDaysContract {
  /** The database behind a wire that listens on this port. */
  abstract DataSourceSettings over(int port);

  /** Where the database itself listens. */
  abstract int port();

  abstract String manyRows();

  abstract String slowQuery();

  private static ReportConnection open(DataSourceSettings settings) {
    return ReportConnection.open(settings, ReportSession.of("job-1"));
  }

  private static ReportException refused(DataSourceSettings settings) {
    return catchThrowableOfType(ReportException.class, () -> open(settings).close());
  }

  @Test
  void oneThatAcceptsAndNeverAnswersIsGivenUp() throws Exception {
    try (Wire nobody = new Wire(0)) {
      ReportException e = refused(Limited.connecting(over(nobody.port()), Duration.ofMillis(300)));
      assertThat(e.permanent()).isFalse();
      assertThat(e)
          .hasMessageContaining("no answer within connectTimeout=300ms")
          .hasMessageContaining("does not count");
      assertThat(nobody.connections()).isEqualTo(1);
    }
  }

  @Test
  void oneThatTakesItsTimeIsWaitedForWithinTheLimit() throws Exception {
    try (Wire slow = new Wire(port())) {
      slow.delay(1200);
      try (ReportConnection connection = open(over(slow.port()))) {
        assertThat(connection.snapshotTime()).isNotNull();
      }
    }
  }

  @Test
  void oneThatAnswersTooLateLeavesNoConnectionOpen() throws Exception {
    try (Wire slow = new Wire(port())) {
      slow.delay(1000);
      assertThat(refused(Limited.connecting(over(slow.port()), Duration.ofMillis(200))))
          .hasMessageContaining("connectTimeout");
      Awaitility.await()
          .untilAsserted(
              () ->
                  assertThat(threads())
                      .noneMatch(thread -> thread.getName().equals("pressroom-connect")));
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  @Test
  void oneThatIsLostInTheMiddleOfTheRowsCostsAnAttempt() throws Exception {
    try (Wire wire = new Wire(port());
        ReportConnection connection = open(over(wire.port()));
        Rows rows = connection.query(manyRows(), Map.of())) {
      for (int i = 0; i < 5000; i++) {
        assertThat(rows.next()).isTrue();
      }
      wire.cut();
      ReportException e = lastWords(rows);
      assertThat(e.permanent()).isFalse();
      assertThat(e).hasMessageContaining("at row ");
      assertThat(e.place().orElseThrow().row()).isGreaterThan(5000);
    }
  }

  private static ReportException lastWords(Rows rows) {
    return catchThrowableOfType(
        ReportException.class,
        () -> {
          while (rows.next()) {
            assertThat(rows.number()).isPositive();
          }
        });
  }

  @Test
  void oneThatGoesSilentInTheMiddleIsGivenUpAfterItsReadTimeout() throws Exception {
    try (Wire wire = new Wire(port())) {
      DataSourceSettings settings = Limited.reading(over(wire.port()), Duration.ofMillis(500));
      try (ReportConnection connection = open(settings)) {
        wire.goSilent();
        ReportException e =
            catchThrowableOfType(
                ReportException.class, () -> connection.query(slowQuery(), Map.of()).next());
        assertThat(e.permanent()).isFalse();
      }
    }
  }

  @Test
  void aSnapshotThatIsTooOldIsEndedWhereverTheReportIs() {
    DataSourceSettings settings = Limited.snapshots(over(port()), Duration.ofMillis(400));
    try (ReportConnection connection = open(settings)) {
      ReportException e =
          catchThrowableOfType(
              ReportException.class, () -> connection.query(slowQuery(), Map.of()).next());
      assertThat(e.permanent()).isTrue();
      assertThat(e).hasMessageContaining("maxSnapshotAge");
      assertThat(
              catchThrowableOfType(
                  ReportException.class, () -> connection.query("SELECT 1", Map.of())))
          .hasMessageContaining("maxSnapshotAge");
    }
  }
}
