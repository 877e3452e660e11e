package dev.pressroom.queue;

import dev.pressroom.job.JobId;
import java.time.Duration;
import java.util.List;

/**
 * Looking at a store as a physician does: it may be sick in any way, and looking changes nothing.
 * Safe for use by several threads.
 */
public interface ExamineStore {

  /**
   * What is to be held for normal.
   *
   * @param lease how long a worker may be silent
   * @param timeout how long an attempt may take that does not say
   */
  record Norms(Duration lease, Duration timeout) {}

  /**
   * The workers that are registered, alive or not.
   *
   * @throws QueueException if the store cannot be read
   */
  List<WorkerView> workers();

  /**
   * All that is not as it should be, what harms first.
   *
   * @throws QueueException if there is no such store at all
   */
  List<Finding> examine(Norms norms);

  /**
   * Lets a database that is older than the work directory here know what has ended since, so that
   * nothing is run or published twice. This does change something; no worker may run meanwhile.
   *
   * @return the jobs that it knows of now; none for stores that are of one piece
   */
  default List<JobId> reconcile() {
    return List.of();
  }
}
