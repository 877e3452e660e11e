package dev.pressroom.queue;

import dev.pressroom.job.JobId;
import dev.pressroom.job.UniqueKey;
import java.util.List;
import java.util.Optional;

/** What hosts and operators need of a store: looking, and asking for an end. */
public interface InspectStore {

  /**
   * A job, wherever it is. Empty means that it is nowhere: never handed over, or purged.
   *
   * @throws QueueException if the store cannot be read
   */
  Optional<JobView> find(JobId id);

  /**
   * The job that holds a unique key. Empty if none does: never submitted, ended (for keys that hold
   * while it is unfinished), or kept for long enough.
   *
   * @throws QueueException if the store cannot be read
   */
  Optional<JobView> findByKey(UniqueKey key);

  /**
   * The jobs that fit, newest first.
   *
   * @throws QueueException if the store cannot be read
   */
  List<JobView> list(JobFilter filter);

  /**
   * Asks for a job's end. A job that waits is cancelled at once; one that runs is stopped soon,
   * unless it succeeds first.
   *
   * @return the job's state as far as it is known afterwards; empty if there is no such job
   */
  Optional<JobView> cancel(JobId id);
}
