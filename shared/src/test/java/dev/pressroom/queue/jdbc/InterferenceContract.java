package dev.pressroom.queue.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DispatchStore.Settle;
import dev.pressroom.queue.DispatchStore.Settled;
import dev.pressroom.queue.Held;
import dev.pressroom.queue.Lease;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What comes in between: hosts' long transactions, errors in mid-work, sweeps, cancellations. */
abstract class InterferenceContract extends JdbcFixture {

  private Job keyed(String value) {
    return job(request().key(UniqueKey.whileUnfinished(value)));
  }

  private Connection transaction() throws SQLException {
    Connection connection = database.source().getConnection();
    connection.setAutoCommit(false);
    return connection;
  }

  /** Tells of each statement before it is run. */
  DataSource watched(DataSource source, Consumer<String> seen) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          Object given = call(source, method, arguments);
          return given instanceof Connection connection ? watched(connection, seen) : given;
        });
  }

  private Connection watched(Connection connection, Consumer<String> seen) {
    return proxy(
        Connection.class,
        (method, arguments) -> {
          Object given = call(connection, method, arguments);
          seen.accept(
              method.getName().equals("prepareStatement")
                  ? (String) arguments[0]
                  : method.getName());
          return given;
        });
  }

  private interface Answer {
    Object to(Method method, Object[] arguments) throws Throwable;
  }

  private <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method, arguments)));
  }

  private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void aHostThatFindsAKeyHeldDoesNotHoldUpTheEndOfThatJob() throws Exception {
    JobId first = store.submit(keyed("a"));
    Claim claim = claimedBy(store.register("w1"));
    try (Connection host = transaction()) {
      assertThat(store().submit(host, List.of(keyed("a")))).containsExactly(first);

      CompletableFuture<List<Settled>> settled =
          CompletableFuture.supplyAsync(
              () -> store.settleAll(List.of(new Settle(claim, success(claim)))));

      assertThat(settled.get(30, TimeUnit.SECONDS)).containsExactly(new Settled(true, null));
      host.commit();
    }
    assertThat(stateOf(first)).isEqualTo(JobState.SUCCEEDED);
    Job next = keyed("a");
    assertThat(store.submit(next)).isEqualTo(next.id());
  }

  @Test
  void anErrorInTheMiddleOfATransactionCommitsNothingOfIt() {
    JobId id = store.submit(keyed("a"));
    Consumer<String> memoryEnds =
        statement -> {
          if (statement.contains("insert into pressroom_history")) {
            throw new OutOfMemoryError("for this test");
          }
        };
    try (JdbcStore failing = JdbcStore.open(watched(database.source(), memoryEnds))) {
      assertThatThrownBy(() -> failing.cancel(id)).isInstanceOf(OutOfMemoryError.class);
    }

    assertThat(stateOf(id)).isEqualTo(JobState.QUEUED);
  }

  @Test
  void aSweepLeavesTheFolderOfALeaseThatBeginsMeanwhile() throws Exception {
    AtomicReference<Lease> begun = new AtomicReference<>();
    boolean[] looked = new boolean[1];
    Consumer<String> registers =
        done -> {
          looked[0] |= done.contains("beat, revoked");
          if (looked[0] && done.equals("close") && begun.get() == null) {
            begun.set(store.register("w1"));
          }
        };
    DataSource source = watched(database.source(), registers);
    try (JdbcStore sweeping =
        JdbcStore.open(source, root.resolve("work"), null, Clock.systemUTC())) {
      sweeping.sweep();
    }
    submitted(request());

    Claim claim = store.claim(begun.get(), DEFAULT, 1).get(0);
    store.layOut(claim);
    assertThat(claim.directory()).isDirectory();
  }

  @Test
  void whatNobodyKnowsOfAndWasToBeCancelledIsCancelled() {
    JobId id = submitted(request());
    Lease lease = store.register("w1");
    claimedBy(lease);
    store.cancel(id);
    Held held = store.heartbeat(lease).get(0);

    assertThat(store.disown(lease, held)).isTrue();

    assertThat(stateOf(id)).isEqualTo(JobState.CANCELLED);
    store.sweep();
    assertThat(store.find(id).orElseThrow().directory()).isDirectory();
  }

  @Test
  void aSubmitIsNotToldToHaveFailedWhenOnlyTheWakingDid() {
    Consumer<String> breaks =
        done -> {
          if (done.contains("pg_notify")) {
            throw new IllegalStateException("this pool was closed");
          }
        };
    Job job = job(request());
    try (JdbcStore host = JdbcStore.open(watched(database.source(), breaks))) {
      assertThat(host.submit(job)).isEqualTo(job.id());
    }
    assertThat(stateOf(job.id())).isEqualTo(JobState.QUEUED);
  }
}
