package dev.pressroom.queue;

import dev.pressroom.job.JobId;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** What operators need of a store beyond looking. */
public interface OperateStore {

  /**
   * Puts a failed or cancelled job back into its queue, with that many further attempts. A mark
   * that asked for cancelling is removed.
   *
   * @param budget at least 1
   * @return the job as it waits now; empty if there is no such job, or it neither failed nor was
   *     cancelled
   */
  Optional<JobView> retry(JobId id, int budget);

  /**
   * Moves a waiting job to another queue or priority. Its {@code job.json} keeps saying what was
   * asked.
   *
   * @return the job as it waits now; empty if there is no such job, or it does not wait
   */
  Optional<JobView> move(JobId id, String queue, int priority);

  /** Stops claims from a queue, on every worker, until it is resumed. */
  void pause(String queue);

  /** Lets a queue be claimed from again. */
  void resume(String queue);

  /** How many jobs there are, by queue; those that wait for their time count with their queue. */
  Map<String, QueueCount> counts();

  /** The queues from which nothing is claimed until they are resumed; costs next to nothing. */
  Set<String> paused();

  /**
   * Removes finished jobs of days before that one. Jobs whose key is still to be kept stay, and so
   * do those of the last two days, whatever is asked.
   *
   * @param each is told of each job that was removed: there may be more than memory holds
   * @return how many were removed
   */
  int purge(LocalDate before, Consumer<JobId> each);

  /** The same where there are few. */
  default Set<JobId> purge(LocalDate before) {
    Set<JobId> gone = new TreeSet<>();
    purge(before, gone::add);
    return gone;
  }

  /**
   * Tells what {@link #purge} would remove now.
   *
   * @return how many there are
   */
  int purgeable(LocalDate before, Consumer<JobId> each);

  /** The same where there are few. */
  default Set<JobId> purgeable(LocalDate before) {
    Set<JobId> old = new TreeSet<>();
    purgeable(before, old::add);
    return old;
  }
}
