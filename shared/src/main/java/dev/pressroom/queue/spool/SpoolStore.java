package dev.pressroom.queue.spool;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.jobdir.Disk;
import dev.pressroom.jobdir.LocalDisk;
import dev.pressroom.queue.Claim;
import dev.pressroom.queue.DeliveryMark;
import dev.pressroom.queue.Held;
import dev.pressroom.queue.Inbox;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.Lease;
import dev.pressroom.queue.LeaseBeat;
import dev.pressroom.queue.QueueCount;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.Rescued;
import dev.pressroom.queue.ScheduleState;
import dev.pressroom.queue.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The store made of directories. Any number of processes may open the same one; they need no
 * coordination but the file system. Safe for use by several threads; {@link #claim} and {@link
 * #awaitWork} are for one each.
 */
public final class SpoolStore implements Store {
  private final Spool spool;
  private final SpoolLock lock;
  private final WorkWatch watch;
  private final Inspection inspection;
  private final Keys keys;
  private final Submission submission;
  private final Inbox inbox;
  private final Claiming claiming;
  private final Settling settling;
  private final Leases leases;
  private final Promotion promotion;
  private final Deliveries deliveries;
  private final Operation operation;
  private final Schedules schedules;
  private final Purge purge;
  private final Sweep sweep;

  private SpoolStore(Spool spool) {
    this.spool = spool;
    lock = new SpoolLock(spool.root());
    watch = new WorkWatch(spool, System::nanoTime);
    inspection = new Inspection(spool);
    keys = new Keys(spool, inspection);
    submission = new Submission(spool, inspection, keys, lock);
    inbox =
        new Inbox(
            spool.tree(),
            (job, again) -> again ? submission.submitAgain(job) : submission.submit(job));
    claiming = new Claiming(spool, watch);
    settling = new Settling(spool);
    leases = new Leases(spool);
    promotion = new Promotion(spool);
    deliveries = new Deliveries(spool, lock, inspection);
    operation = new Operation(spool, inspection, keys, lock);
    schedules = new Schedules(spool, submission, lock);
    purge = new Purge(spool, keys, lock);
    sweep = new Sweep(spool, inspection, keys, lock);
  }

  /**
   * Opens a spool; one that is not there yet is made. If the folder's setgid bit is set, it is for
   * the processes of several users of its group; otherwise for those of one user. Modes of folders
   * that are there stay as they are; those that cannot work or let strangers in are refused.
   *
   * @param clock for due times, days and names
   * @throws QueueException if the folder cannot be used
   */
  public static SpoolStore open(Path root, Clock clock) {
    try {
      Path real = Ground.make(root);
      return open(
          real, Ground.isForGroup(real) ? LocalDisk.forGroup() : LocalDisk.forOwner(), clock);
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  /** The same with a disk of one's own: for tests that make it fail. */
  public static SpoolStore open(Path root, Disk disk, Clock clock) {
    try {
      Path real = Ground.make(root);
      Ground.checkType(real, Files.getFileStore(real).type());
      Ground.checkRoot(real);
      Spool spool = new Spool(real, disk, clock);
      spool.makeFolders();
      if (!Ground.isForGroup(real)) {
        spool.tree().makeInbox();
      }
      Ground.checkModes(real, spool.ownFolders());
      Ground.probe(disk, spool.placesOfJobs(), spool.unique());
      return new SpoolStore(spool);
    } catch (IOException e) {
      throw unusable(root, e);
    }
  }

  private static QueueException unusable(Path root, IOException e) {
    return new QueueException(
        "the spool "
            + root.toAbsolutePath()
            + " cannot be opened: "
            + e
            + "; it must be a folder on a local disk that this user may write",
        e);
  }

  /** The spool's folder, by its real path. */
  public Path root() {
    return spool.root();
  }

  private interface Step<T> {
    T run() throws IOException;
  }

  private <T> T doing(String what, Step<T> step) {
    try {
      return step.run();
    } catch (IOException e) {
      throw failed(what, e);
    }
  }

  private QueueException failed(String what, IOException e) {
    return new QueueException(
        what
            + " failed in the spool "
            + spool.root()
            + ": "
            + e
            + "; it is tried again, see that the disk is there, writable and not full",
        e);
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
  public JobId prepare(Job job) {
    return submission.prepare(job);
  }

  @Override
  public boolean release(JobId id) {
    return submission.release(id);
  }

  @Override
  public boolean discard(JobId id) {
    return doing("discarding job " + id, () -> submission.discard(id));
  }

  @Override
  public Optional<JobView> findByKey(UniqueKey key) {
    return doing("looking for a key", () -> keys.find(key));
  }

  @Override
  public Optional<JobView> retry(JobId id, int budget) {
    return doing("trying job " + id + " again", () -> operation.retry(id, budget));
  }

  @Override
  public Optional<JobView> move(JobId id, String queue, int priority) {
    return doing("moving job " + id, () -> operation.move(id, queue, priority));
  }

  @Override
  public void pause(String queue) {
    doing(
        "pausing queue " + queue,
        () -> {
          operation.pause(queue);
          return null;
        });
  }

  @Override
  public void resume(String queue) {
    doing(
        "resuming queue " + queue,
        () -> {
          operation.resume(queue);
          return null;
        });
  }

  @Override
  public Set<String> paused() {
    return doing("looking for paused queues", operation::paused);
  }

  @Override
  public Map<String, QueueCount> counts() {
    return doing("counting", operation::counts);
  }

  @Override
  public int purge(LocalDate before, Consumer<JobId> each) {
    return doing("purging", () -> purge.before(before, true, each));
  }

  @Override
  public int purgeable(LocalDate before, Consumer<JobId> each) {
    return doing("looking at what may be purged", () -> purge.before(before, false, each));
  }

  @Override
  public Advanced advance(String schedule, Rule rule) {
    return doing("advancing schedule " + schedule, () -> schedules.advance(schedule, rule));
  }

  @Override
  public boolean pauseSchedule(String schedule) {
    return doing("pausing schedule " + schedule, () -> schedules.pause(schedule));
  }

  @Override
  public boolean resumeSchedule(String schedule) {
    return doing("resuming schedule " + schedule, () -> schedules.resume(schedule));
  }

  @Override
  public List<ScheduleState> schedules() {
    return doing("looking at schedules", schedules::all);
  }

  @Override
  public Set<String> damagedSchedules() {
    return doing("looking at schedules", schedules::damaged);
  }

  @Override
  public Lease register(String worker) {
    return register(worker, List.of());
  }

  @Override
  public Lease register(String worker, List<String> queues) {
    return doing("registering worker " + worker, () -> leases.register(worker, queues));
  }

  @Override
  public boolean deregister(Lease lease) {
    return doing("ending lease " + lease.id(), () -> leases.deregister(lease));
  }

  @Override
  public List<Claim> claim(Lease lease, List<String> queues, int most) {
    return doing("claiming", () -> claiming.claim(lease, queues, most));
  }

  @Override
  public void layOut(Claim claim) {
    // A claim here is a directory, and was made ready with it.
  }

  @Override
  public boolean awaitWork(List<String> queues, Duration most) throws InterruptedException {
    return watch.await(queues, most);
  }

  @Override
  public List<Held> heartbeat(Lease lease) {
    return doing("the heartbeat of lease " + lease.id(), () -> leases.heartbeat(lease));
  }

  @Override
  public List<LeaseBeat> leases() {
    return doing("looking at leases", leases::all);
  }

  @Override
  public List<Rescued> rescue(String lease, Lease own) {
    return doing("rescuing lease " + lease, () -> leases.rescue(lease, own));
  }

  @Override
  public List<JobId> takeIn(Lease own) {
    return doing("taking in from the inbox", () -> inbox.takeIn(own));
  }

  @Override
  public Optional<Instant> promoteDue() {
    return doing("promoting due jobs", promotion::promoteDue);
  }

  @Override
  public boolean settle(Claim claim, Outcome outcome) {
    return doing("settling job " + claim.id(), () -> settling.settle(claim, outcome));
  }

  @Override
  public List<Settled> settleAll(List<Settle> jobs) {
    List<Finishing.Ended> ended = settling.settleAll(jobs);
    List<Settled> settled = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      IOException trouble = ended.get(i).trouble();
      settled.add(
          new Settled(
              ended.get(i).stood(),
              trouble == null
                  ? null
                  : failed("settling job " + jobs.get(i).claim().id(), trouble)));
    }
    return settled;
  }

  @Override
  public boolean retry(Claim claim, Outcome failed, Instant at) {
    return doing("putting back job " + claim.id(), () -> settling.retry(claim, failed, at));
  }

  @Override
  public boolean release(Claim claim, Outcome released, Instant at) {
    return doing("releasing job " + claim.id(), () -> settling.release(claim, released, at));
  }

  @Override
  public boolean disown(Lease lease, Held held) {
    return doing("releasing job " + held.id(), () -> leases.disown(lease, held));
  }

  @Override
  public void sweep() {
    doing(
        "sweeping",
        () -> {
          sweep.sweep();
          inbox.sweep();
          return null;
        });
  }

  @Override
  public List<DeliveryMark> deliveries() {
    return doing("looking at deliveries", deliveries::all);
  }

  @Override
  public boolean deliver(DeliveryMark mark, Reveal reveal) {
    return doing("delivering job " + mark.id(), () -> deliveries.deliver(mark, reveal));
  }

  @Override
  public Optional<JobView> find(JobId id) {
    return inspection.find(id);
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
  public void close() {
    watch.close();
    lock.close();
  }
}
