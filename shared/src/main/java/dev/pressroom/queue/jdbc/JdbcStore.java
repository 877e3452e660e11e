package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DeliveryMark;
import dev.pressroom.queue.Held;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.QueueCount;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.ReadStore;
import dev.pressroom.queue.Rescued;
import dev.pressroom.queue.ScheduleState;
import dev.pressroom.queue.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The store made of tables, on PostgreSQL or H2. Any number of processes on any number of machines
 * may open the same one. A worker's has a work directory on its own disk; a host's needs none. For
 * any thread; {@link #claim}, {@link #promoteDue} and {@link #awaitWork} are for one each.
 */
public final class JdbcStore implements Store {
  private final Database database;
  private final Directories directories;
  private final Waking waking;
  private final Submission submission;
  private final Inspection inspection;
  private final Claiming claiming;
  private final Settling settling;
  private final GoingOn goingOn;
  private final Leases leases;
  private final Promotion promotion;
  private final Deliveries deliveries;
  private final Operation operation;
  private final Purge purge;
  private final Reading reading;
  private final Schedules schedules;
  private final Reconciliation reconciliation;

  private JdbcStore(Database database, Directories directories, ArtifactStore artifacts) {
    this.database = database;
    this.directories = directories;
    Taking taking = Taking.of(database);
    Keys keys = new Keys(database);
    Ending ending = new Ending(database, keys);
    waking = new Waking(database, System::nanoTime);
    submission = new Submission(database, keys, waking);
    inspection = new Inspection(database, keys, ending, directories);
    claiming = new Claiming(database, taking, ending, directories);
    settling = new Settling(database, ending, directories, artifacts);
    goingOn = new GoingOn(database, taking, ending, directories);
    leases = new Leases(database, taking, ending, directories);
    promotion = new Promotion(database, taking, System::nanoTime);
    deliveries = new Deliveries(database, directories);
    operation = new Operation(database, keys, inspection, taking, directories);
    purge = new Purge(database, directories, artifacts);
    reading = new Reading(database, inspection, artifacts);
    schedules = new Schedules(database, submission);
    reconciliation = new Reconciliation(database, directories, leases, reading);
  }

  /**
   * Opens a queue for a host: without a work directory, so that it cannot claim.
   *
   * @param source best of a pool; its connections are given back as they came
   * @throws QueueException if the database cannot be reached, or holds no queue of this version
   */
  public static JdbcStore open(DataSource source) {
    return open(source, null, null, null);
  }

  /**
   * Opens a queue for a worker.
   *
   * @param root the work directory, on a local disk; made if it is not there
   * @throws QueueException as {@link #open(DataSource)}, and if the directory cannot be used
   */
  public static JdbcStore open(DataSource source, Path root) {
    return open(source, root, null, null);
  }

  /**
   * Opens a queue with all that there is to say.
   *
   * @param root null for a host
   * @param artifacts where copies for other machines are kept; null for nowhere. Every process of
   *     the queue must say the same
   * @param clock null for the database's, which is right but for tests
   */
  public static JdbcStore open(DataSource source, Path root, ArtifactStore artifacts, Clock clock) {
    Database database;
    try (Connection connection = source.getConnection()) {
      database = new Database(source, Dialect.of(connection), clock);
      Schema.check(database.on(connection), root != null);
    } catch (SQLException e) {
      throw Trouble.with("opening the queue in the database", e);
    }
    return new JdbcStore(
        database, root == null ? null : Directories.open(root, database.clock()), artifacts);
  }

  private void needDirectories() {
    if (directories == null) {
      throw new IllegalStateException(
          "this queue was opened without a work directory, so it cannot claim");
    }
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T onDisk(String what, Step<T> step) {
    needDirectories();
    try {
      return step.run();
    } catch (IOException e) {
      throw new QueueException(
          what
              + " failed in the work directory "
              + directories.tree().root()
              + ": "
              + e
              + "; it is tried again, see that the disk is there, writable and not full",
          e);
    }
  }

  @Override
  public JobId submit(Job job) {
    return submission.submit(job);
  }

  @Override
  public JobId submitAgain(Job job) {
    return submission.submitAgain(job);
  }

  @Override
  public List<JobId> submitAll(List<Job> jobs) {
    return submission.submitAll(jobs);
  }

  /**
   * Submits within the caller's transaction: the jobs are there if and only if it commits. Nothing
   * of the connection is changed. After the commit, {@link #committed} wakes workers at once;
   * without it they find the jobs by looking.
   *
   * @return the ids of the jobs that stand for the requests, in their order
   * @throws IllegalStateException if the connection is in autocommit mode
   * @throws QueueException if the database refused; rolling back is the caller's
   */
  public List<JobId> submit(Connection connection, List<Job> jobs) {
    return submission.submit(connection, jobs);
  }

  /** Says that a transaction with jobs in it was committed. */
  public void committed() {
    waking.submitted();
  }

  @Override
  public JobId prepare(Job job) {
    return submission.prepare(job);
  }

  @Override
  public boolean release(JobId id) {
    return submission.release(id);
  }

  @Override
  public boolean discard(JobId id) {
    return submission.discard(id);
  }

  @Override
  public Lease register(String worker) {
    return onDisk("registering worker " + worker, () -> leases.register(worker));
  }

  @Override
  public boolean deregister(Lease lease) {
    needDirectories();
    return leases.deregister(lease);
  }

  @Override
  public List<Claim> claim(Lease lease, List<String> queues, int most) {
    needDirectories();
    List<Claim> claims = claiming.claim(lease, queues, most);
    if (!claims.isEmpty()) {
      waking.busy();
    }
    return claims;
  }

  @Override
  public void layOut(Claim claim) {
    onDisk("laying out job " + claim.id(), () -> claiming.layOut(claim));
  }

  @Override
  public boolean awaitWork(List<String> queues, Duration most) throws InterruptedException {
    return waking.await(most);
  }

  @Override
  public List<Held> heartbeat(Lease lease) {
    return leases.heartbeat(lease);
  }

  @Override
  public List<LeaseBeat> leases() {
    return leases.all();
  }

  @Override
  public List<Rescued> rescue(String lease, Lease own) {
    needDirectories();
    return leases.rescue(lease);
  }

  /** Nothing: this store has no hot folder yet. */
  @Override
  public List<JobId> takeIn(Lease own) {
    return List.of();
  }

  @Override
  public Optional<Instant> promoteDue() {
    return promotion.promoteDue();
  }

  @Override
  public boolean settle(Claim claim, Outcome outcome) {
    Settled settled = settleAll(List.of(new Settle(claim, outcome))).get(0);
    if (settled.trouble() != null) {
      throw settled.trouble();
    }
    return settled.stood();
  }

  @Override
  public List<Settled> settleAll(List<Settle> jobs) {
    needDirectories();
    return settling.settleAll(jobs);
  }

  @Override
  public boolean retry(Claim claim, Outcome failed, Instant at) {
    needDirectories();
    return goingOn.retry(claim, failed, at);
  }

  @Override
  public boolean release(Claim claim, Outcome released, Instant at) {
    needDirectories();
    return goingOn.release(claim, released, at);
  }

  @Override
  public boolean disown(Lease lease, Held held) {
    needDirectories();
    return leases.disown(lease, held);
  }

  @Override
  public void sweep() {
    onDisk(
        "sweeping",
        () -> {
          reconciliation.run();
          return null;
        });
  }

  @Override
  public List<DeliveryMark> deliveries() {
    needDirectories();
    return deliveries.all();
  }

  @Override
  public boolean deliver(DeliveryMark mark, Reveal reveal) {
    return deliveries.deliver(mark, reveal);
  }

  @Override
  public Optional<JobView> find(JobId id) {
    return inspection.find(id);
  }

  @Override
  public Optional<JobView> findByKey(UniqueKey key) {
    return inspection.find(key);
  }

  @Override
  public List<JobView> list(JobFilter filter) {
    return inspection.list(filter);
  }

  @Override
  public Optional<JobView> cancel(JobId id) {
    return inspection.cancel(id);
  }

  @Override
  public Optional<JobView> retry(JobId id, int budget) {
    return operation.retry(id, budget);
  }

  @Override
  public Optional<JobView> move(JobId id, String queue, int priority) {
    return operation.move(id, queue, priority);
  }

  @Override
  public void pause(String queue) {
    operation.pause(queue);
  }

  @Override
  public void resume(String queue) {
    operation.resume(queue);
  }

  @Override
  public Map<String, QueueCount> counts() {
    return operation.counts();
  }

  @Override
  public Set<String> paused() {
    return operation.paused();
  }

  @Override
  public Set<JobId> purge(LocalDate before) {
    return purge.before(before);
  }

  @Override
  public Set<JobId> purgeable(LocalDate before) {
    return purge.preview(before);
  }

  @Override
  public Advanced advance(String schedule, Rule rule) {
    Advanced advanced = schedules.advance(schedule, rule);
    if (!advanced.jobs().isEmpty()) {
      waking.submitted();
    }
    return advanced;
  }

  @Override
  public boolean pauseSchedule(String schedule) {
    return schedules.pause(schedule);
  }

  @Override
  public boolean resumeSchedule(String schedule) {
    return schedules.resume(schedule);
  }

  @Override
  public List<ScheduleState> schedules() {
    return schedules.all();
  }

  /** What the tables keep of jobs, for readers that do not have their directories. */
  public ReadStore reading() {
    return reading;
  }

  @Override
  public void close() {
    waking.close();
  }
}
