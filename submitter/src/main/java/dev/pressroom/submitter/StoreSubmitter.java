package dev.pressroom.submitter;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import dev.pressroom.job.JobRequest;
import dev.pressroom.job.JobState;
import dev.pressroom.job.UniqueKey;
import dev.pressroom.job.json.JobFormatException;
import dev.pressroom.job.json.JobJson;
import dev.pressroom.queue.JobFilter;
import dev.pressroom.queue.JobView;
import dev.pressroom.queue.OutcomeUnknownException;
import dev.pressroom.queue.QueueException;
import dev.pressroom.queue.SubmitStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The submitter over a store. Safe for use by several threads. */
final class StoreSubmitter implements Submitter {
  private static final Logger LOG = LoggerFactory.getLogger(Submitter.class);

  /** A key whose holder is discarded as often as this while we look has a fault of its own. */
  private static final int MOST_TRIES = 10;

  private final Queue queue;
  private final SubmitStore store;
  private final Clock clock;
  private final Job.SubmittedBy self;
  private final Runnable closing;
  private final AtomicBoolean closed = new AtomicBoolean();

  StoreSubmitter(Queue queue, Clock clock, Job.SubmittedBy self, Runnable closing) {
    this.queue = queue;
    this.store = queue.submitting();
    this.clock = clock;
    this.self = self;
    this.closing = closing;
  }

  @Override
  public SubmittedJob submit(JobRequest request) {
    checkOpen();
    Job job = checked(request);
    JobId id;
    try {
      id = store.submit(job);
    } catch (OutcomeUnknownException e) {
      id = asked(e, () -> store.submitAgain(job));
    }
    return standing(job, id);
  }

  /** A second try that fails says nothing about the first one: it stays unknown. */
  private static <T> T asked(OutcomeUnknownException first, Supplier<T> again) {
    try {
      return again.get();
    } catch (QueueException e) {
      first.addSuppressed(e);
      throw first;
    }
  }

  @Override
  public List<SubmittedJob> submitAll(List<JobRequest> requests) {
    checkOpen();
    if (requests.isEmpty()) {
      return List.of();
    }
    List<Job> jobs = requests.stream().map(this::checked).toList();
    List<SubmittedJob> submitted = new ArrayList<>();
    try {
      List<JobId> ids = allOf(jobs);
      for (int i = 0; i < jobs.size(); i++) {
        submitted.add(standing(jobs.get(i), ids.get(i)));
      }
      return Collections.unmodifiableList(submitted);
    } catch (QueueException e) {
      throw whatCameOf(jobs, e);
    }
  }

  @Override
  public SubmittedJob submit(Connection connection, JobRequest request) {
    return submitAll(connection, List.of(request)).get(0);
  }

  @Override
  public List<SubmittedJob> submitAll(Connection connection, List<JobRequest> requests) {
    checkOpen();
    if (queue.transactions() == null) {
      throw new IllegalStateException(
          "this queue is a spool, which no database transaction reaches; prepare(request) inside"
              + " the transaction and release it after the commit. Nothing was submitted");
    }
    List<Job> jobs = requests.stream().map(this::checked).toList();
    List<JobId> ids = queue.transactions().submit(connection, jobs);
    List<SubmittedJob> submitted = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      JobId id = ids.get(i);
      LOG.debug("submitted {} within the host's transaction", id);
      submitted.add(SubmittedJob.uncommitted(id, queue, !id.equals(jobs.get(i).id())));
    }
    return Collections.unmodifiableList(submitted);
  }

  @Override
  public void committed() {
    checkOpen();
    if (queue.transactions() != null) {
      queue.transactions().committed();
    }
  }

  private List<JobId> allOf(List<Job> jobs) {
    try {
      return store.submitAll(jobs);
    } catch (OutcomeUnknownException e) {
      return jobs.stream().map(store::submitAgain).toList();
    }
  }

  /** Looks at each: what is there is made durable and named, so that nobody submits it twice. */
  private QueueException whatCameOf(List<Job> jobs, QueueException cause) {
    List<SubmittedJob> accepted = new ArrayList<>();
    List<JobRequest> refused = new ArrayList<>();
    List<JobId> unknown = new ArrayList<>();
    for (Job job : jobs) {
      try {
        if (queue.inspecting().find(job.id()).isPresent()) {
          accepted.add(new SubmittedJob(store.submitAgain(job), queue, false));
        } else {
          refused.add(job.request());
        }
      } catch (QueueException e) {
        unknown.add(job.id());
        cause.addSuppressed(e);
      }
    }
    return accepted.isEmpty() && unknown.isEmpty()
        ? cause
        : new PartlySubmittedException(accepted, refused, unknown, cause);
  }

  /**
   * The job that stands for a request. One that another transaction has only prepared would vanish
   * with that transaction: so it is released, or, if it vanished already, replaced.
   */
  private SubmittedJob standing(Job job, JobId accepted) {
    JobId id = accepted;
    for (int tries = 0; !id.equals(job.id()) && !stands(id); tries++) {
      if (tries == MOST_TRIES) {
        throw new QueueException(
            "the key of the request for "
                + job.request().report()
                + " is prepared and discarded again and again; submit again later");
      }
      id = store.submitAgain(job);
    }
    LOG.debug("submitted {}", id);
    return new SubmittedJob(id, queue, !id.equals(job.id()));
  }

  private boolean stands(JobId holder) {
    Optional<JobView> seen = queue.inspecting().find(holder);
    return seen.isPresent() && (seen.get().state() != JobState.PREPARED || store.release(holder));
  }

  /**
   * A job that its worker can read as it was meant. It is written and read here as a worker reads
   * it, before anything reaches the queue: an acknowledged job that no worker takes is a lost one.
   */
  private Job checked(JobRequest request) {
    Job job =
        new Job(JobId.create(clock.instant(), request.report()), request, clock.instant(), self);
    JobRequest read;
    try {
      read = JobJson.read(JobJson.write(job)).request();
    } catch (JobFormatException e) {
      throw new IllegalArgumentException(
          "the " + request + " cannot be written for a worker: " + e.getMessage(), e);
    }
    if (!read.parameters().equals(request.parameters())) {
      throw new IllegalArgumentException(
          "the " + request + " has parameters that a worker would read differently");
    }
    return job;
  }

  @Override
  public PreparedJob prepare(JobRequest request) {
    checkOpen();
    Job job = checked(request);
    try {
      return prepared(job, store.prepare(job));
    } catch (OutcomeUnknownException e) {
      return asked(e, () -> preparedAgain(job));
    }
  }

  /**
   * Submitting it again would let it run if it is not there. If it lies there half done with its
   * key, preparing a twin finishes it.
   */
  private PreparedJob preparedAgain(Job job) {
    if (queue.inspecting().find(job.id()).isPresent()) {
      return prepared(job, store.submitAgain(job));
    }
    Job twin = checked(job.request());
    JobId id = store.prepare(twin);
    return prepared(id.equals(job.id()) ? job : twin, id);
  }

  private PreparedJob prepared(Job job, JobId id) {
    LOG.debug("prepared {}", id);
    return new PreparedJob(id, job.request(), !id.equals(job.id()), this);
  }

  SubmittedJob release(PreparedJob job) {
    checkOpen();
    if (store.release(job.id())) {
      LOG.debug("released {}", job.id());
      return new SubmittedJob(job.id(), queue, job.existed());
    }
    if (job.existed()) {
      return submit(job.request());
    }
    throw new IllegalStateException(
        "job " + job.id() + " was discarded; it cannot be released. Submit its request anew");
  }

  boolean discard(PreparedJob job) {
    checkOpen();
    boolean gone = !job.existed() && store.discard(job.id());
    if (gone) {
      LOG.debug("discarded {}", job.id());
    }
    return gone;
  }

  @Override
  public List<PreparedJob> prepared() {
    checkOpen();
    List<PreparedJob> jobs = new ArrayList<>();
    for (JobView seen :
        queue.inspecting().list(JobFilter.newest(Integer.MAX_VALUE).inState(JobState.PREPARED))) {
      try {
        Job job = queue.files().job(seen);
        if (isOwn(job)) {
          jobs.add(new PreparedJob(job.id(), job.request(), false, this));
        }
      } catch (NoSuchFileException e) {
        LOG.trace("{} was released or discarded meanwhile", seen.id());
      } catch (IOException | JobFormatException e) {
        throw new QueueException(
            "prepared job " + seen.id() + " cannot be read: " + e.getMessage(), e);
      }
    }
    Collections.reverse(jobs);
    return Collections.unmodifiableList(jobs);
  }

  private boolean isOwn(Job job) {
    String application = job.submittedBy() == null ? null : job.submittedBy().application();
    return Objects.equals(application, self.application());
  }

  @Override
  public Optional<SubmittedJob> find(JobId id) {
    checkOpen();
    return queue.inspecting().find(id).map(seen -> SubmittedJob.seen(seen, queue));
  }

  @Override
  public Optional<SubmittedJob> find(UniqueKey key) {
    checkOpen();
    return queue.inspecting().findByKey(key).map(seen -> SubmittedJob.seen(seen, queue));
  }

  @Override
  public List<SubmittedJob> list(JobFilter filter) {
    checkOpen();
    return queue.inspecting().list(filter).stream()
        .map(seen -> SubmittedJob.seen(seen, queue))
        .toList();
  }

  private void checkOpen() {
    if (closed.get()) {
      throw new IllegalStateException("this submitter was closed; open one for the host's life");
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      queue.waiting().close();
      closing.run();
    }
  }
}
