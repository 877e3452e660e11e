package dev.pressroom.benchmark;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * db-scheduler at its best: lock-and-fetch on PostgreSQL (H2 is not among the databases it locks
 * and fetches on), a short pause between polls, no index on priorities, which nobody asks for, and
 * task data that is stored as it is.
 */
final class SchedulerContender implements Contender {
  static final Duration POLLS = Duration.ofMillis(10);

  /** Of the threads: looks again when fewer than this wait for one, and takes up to so many. */
  static final double LOWER = 4;

  static final double UPPER = 20;

  private static final byte[] DATA = new byte[PAYLOAD];
  private static final String TASK = "none";
  private static final long MOST_SECONDS = 120;

  private final HikariDataSource source;
  private final boolean locks;
  private final AtomicReference<CountDownLatch> left = new AtomicReference<>(new CountDownLatch(0));
  private final OneTimeTask<byte[]> task =
      Tasks.oneTime(TASK, byte[].class).execute((instance, context) -> left.get().countDown());
  private final SchedulerClient client;
  private final AtomicLong number = new AtomicLong();

  private SchedulerContender(HikariDataSource source, boolean locks) {
    this.source = source;
    this.locks = locks;
    this.client = SchedulerClient.Builder.create(source, task).serializer(new AsItIs()).build();
  }

  static SchedulerContender in(MeasuredDatabase database) throws SQLException {
    HikariDataSource source = database.pool();
    boolean postgres = database.isPostgres();
    String text = postgres ? "text" : "varchar(100)";
    MeasuredDatabase.execute(
        source,
        "create table scheduled_tasks (task_name "
            + text
            + " not null, task_instance "
            + text
            + " not null, task_data "
            + (postgres ? "bytea" : "blob")
            + ", execution_time timestamp with time zone not null, picked boolean not null,"
            + " picked_by "
            + text
            + ", last_success timestamp with time zone, last_failure timestamp with time zone,"
            + " consecutive_failures int, last_heartbeat timestamp with time zone,"
            + " version bigint not null, priority smallint,"
            + " primary key (task_name, task_instance))",
        "create index execution_time_idx on scheduled_tasks (execution_time)",
        "create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)");
    return new SchedulerContender(source, postgres);
  }

  private static final class AsItIs implements Serializer {
    @Override
    public byte[] serialize(Object data) {
      return (byte[]) data;
    }

    @Override
    public <T> T deserialize(Class<T> type, byte[] data) {
      return type.cast(data);
    }
  }

  private TaskInstance<byte[]> instance() {
    return task.instance(Long.toString(number.incrementAndGet()), DATA);
  }

  @Override
  public void fill(int jobs) {
    Instant now = Instant.now();
    for (int made = 0; made < jobs; ) {
      List<TaskInstance<?>> some = new ArrayList<>();
      for (; some.size() < FILL && made < jobs; made++) {
        some.add(instance());
      }
      client.scheduleBatch(some, now);
    }
  }

  @Override
  public void submit() {
    client.schedule(instance(), Instant.now());
  }

  @Override
  public double drain(int jobs) throws IOException {
    CountDownLatch ended = new CountDownLatch(jobs);
    left.set(ended);
    SchedulerBuilder builder =
        Scheduler.create(source, task)
            .threads(Pipeline.SLOTS)
            .pollingInterval(POLLS)
            .serializer(new AsItIs());
    Scheduler scheduler =
        (locks ? builder.pollUsingLockAndFetch(LOWER, UPPER) : builder.pollUsingFetch(LOWER, UPPER))
            .build();
    try {
      long began = System.nanoTime();
      scheduler.start();
      if (!ended.await(MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException(ended.getCount() + " of " + jobs + " tasks were not executed");
      }
      return jobs * 1e9 / (System.nanoTime() - began);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      scheduler.stop();
    }
  }

  @Override
  public void close() {
    source.close();
  }
}
