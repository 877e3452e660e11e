package dev.pressroom.benchmark;

import com.zaxxer.hikari.HikariDataSource;
import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DispatchStore.Settle;
import dev.pressroom.queue.DispatchStore.Settled;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.jdbc.JdbcStore;
import dev.pressroom.queue.jdbc.Migrations;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Pressroom's store made of tables, without presses and without the jobs' directories. */
final class StoreContender implements Contender {
  private static final JobRequest REQUEST =
      JobRequest.of("benchmark.none")
          .parameter("payload", "x".repeat(PAYLOAD))
          .output("csv")
          .build();

  private final HikariDataSource source;
  private final JdbcStore store;
  private final Lease lease;
  private final Completion completion;

  private StoreContender(HikariDataSource source, Path work, Completion completion) {
    this.source = source;
    this.store = JdbcStore.open(source, work);
    this.lease = store.register("benchmark");
    this.completion = completion;
  }

  static StoreContender in(MeasuredDatabase database, Path work, Completion completion)
      throws SQLException {
    HikariDataSource source = database.pool();
    for (Migrations.Migration migration : database.migrations()) {
      MeasuredDatabase.execute(source, migration.sql());
    }
    return new StoreContender(source, work, completion);
  }

  /** Another process's view of the same queue, as far as one can be had here. */
  StoreContender sameQueue(Path work) {
    return new StoreContender(MeasuredDatabase.pool(source.getDataSource()), work, completion);
  }

  JdbcStore store() {
    return store;
  }

  DataSource source() {
    return source;
  }

  static Job job() {
    Instant now = Instant.now();
    return new Job(
        JobId.create(now, REQUEST.report()),
        REQUEST,
        now,
        new Job.SubmittedBy("benchmark", "localhost"));
  }

  @Override
  public void fill(int jobs) {
    for (int made = 0; made < jobs; ) {
      List<Job> some = new ArrayList<>();
      for (; some.size() < FILL && made < jobs; made++) {
        some.add(job());
      }
      store.submitAll(some);
    }
  }

  @Override
  public void submit() {
    store.submit(job());
  }

  @Override
  public double drain(int jobs) throws IOException {
    return new Pipeline<Claim>(
            most -> store.claim(lease, SpoolFixture.QUEUE, most), this::settle, completion)
        .perSecond(jobs);
  }

  private void settle(List<Claim> claims) throws IOException {
    List<Settle> ends = new ArrayList<>(claims.size());
    for (Claim claim : claims) {
      ends.add(
          new Settle(
              claim, SpoolFixture.outcome(claim.id(), claim.route(), claim.attempt(), List.of())));
    }
    for (Settled settled : store.settleAll(ends)) {
      if (!settled.stood()) {
        throw new IOException("a claim was taken away", settled.trouble());
      }
    }
  }

  @Override
  public void close() {
    store.deregister(lease);
    store.close();
    source.close();
  }
}
