package dev.pressroom.queue.jdbc;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.queue.ArtifactStore;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DeliveryMark;
import dev.pressroom.queue.ExamineStore;
import dev.pressroom.queue.FinishedCount;
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
import dev.pressroom.queue.TransactionStore;
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
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The store made of tables, on PostgreSQL or H2. Any number of processes on any number of machines
 * may open the same one. A worker's has a work directory on its own disk; a host's needs none. For
 * any thread; {@link #claim}, {@link #promoteDue} and {@link #awaitWork} are for one each.
 */
public final class JdbcStore implements Store, TransactionStore {
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
  private final Tally tally;
  private final HotFolder hotFolder;

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
    deliveries =
        directories == null ? null : new Deliveries(database, directories, artifacts != null);
    operation = new Operation(database, keys, inspection, taking, directories);
    purge = new Purge(database, directories, artifacts);
    reading = new Reading(database, inspection, artifacts);
    schedules = new Schedules(database, submission);
    tally = new Tally(database);
    hotFolder = directories == null ? null : new HotFolder(directories, leases, submission);
    reconciliation = new Reconciliation(database, directories, leases, reading);
  }

  /**
   * Opens a queue for a host: without a work directory, so that it cannot claim.
   *
   * @param source best of a pool; its connections are given back as they came. {@link
   *     KeptConnections} are the store's from then on, and closed with it
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
      database =
          new Database(
              source, Dialect.of(connection), clock, new Schema(root != null, System::nanoTime));
      database.checkSchema(connection);
    } catch (SQLException e) {
      throw Trouble.with("opening the queue in the database", e);
    }
    return new JdbcStore(
        database, root == null ? null : Directories.open(root, database.clock()), artifacts);
  }

  private Directories disk() {
    if (directories == null) {
      throw new IllegalStateException(
          "this queue was opened without a work directory, so it cannot claim");
    }
    return directories;
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

  @Override
  public List<JobId> submit(Connection connection, List<Job> jobs) {
    return submission.submit(connection, jobs);
  }

  @Override
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
    return register(worker, List.of());
  }

  @Override
  public Lease register(String worker, List<String> queues) {
    return disk().doing("registering worker " + worker, () -> leases.register(worker, queues));
  }

  @Override
  public boolean deregister(Lease lease) {
    disk();
    return leases.deregister(lease);
  }

  @Override
  public List<Claim> claim(Lease lease, List<String> queues, int most) {
    disk();
    List<Claim> claims = claiming.claim(lease, queues, most);
    if (!claims.isEmpty()) {
      waking.busy();
    }
    return claims;
  }

  @Override
  public void layOut(Claim claim) {
    disk().doing("laying out job " + claim.id(), () -> claiming.layOut(claim));
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
    disk();
    return leases.rescue(lease);
  }

  @Override
  public List<JobId> takeIn(Lease own) {
    return disk().doing("taking in from the inbox", () -> hotFolder.takeIn(own));
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
    disk();
    return settling.settleAll(jobs);
  }

  @Override
  public boolean retry(Claim claim, Outcome failed, Instant at) {
    disk();
    return goingOn.retry(claim, failed, at);
  }

  @Override
  public boolean release(Claim claim, Outcome released, Instant at) {
    disk();
    return goingOn.release(claim, released, at);
  }

  @Override
  public boolean disown(Lease lease, Held held) {
    disk();
    return leases.disown(lease, held);
  }

  @Override
  public void sweep() {
    tally.fold();
    disk().doing("sweeping", reconciliation::run);
    disk().doing("sweeping the inbox", hotFolder::sweep);
  }

  /**
   * Those whose files are on this process's disk, and those whose disk no worker serves any more.
   */
  @Override
  public List<DeliveryMark> deliveries() {
    return directories == null ? List.of() : deliveries.all();
  }

  @Override
  public boolean deliver(DeliveryMark mark, Reveal reveal) {
    disk();
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
  public int purge(LocalDate before, Consumer<JobId> each) {
    return purge.before(before, each);
  }

  @Override
  public int purgeable(LocalDate before, Consumer<JobId> each) {
    return purge.preview(before, each);
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

  /** Looks at this queue, and at the work directory here, as a physician does. */
  public ExamineStore examination() {
    return new Examination(database, directories);
  }

  /** How many jobs ended, by day, queue and state, from a day (UTC) on. */
  public List<FinishedCount> finished(LocalDate since) {
    return tally.since(since);
  }

  @Override
  public ReadStore reading() {
    return reading;
  }

  @Override
  public void close() {
    waking.close();
    if (database.source() instanceof KeptConnections own) {
      own.close();
    }
  }
}
