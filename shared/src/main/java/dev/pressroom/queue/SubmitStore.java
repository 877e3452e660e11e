package dev.pressroom.queue;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import java.util.List;

/** What a host needs of a store. */
public interface SubmitStore {

  /**
   * Puts a job into its queue, or among the scheduled if it runs later. When this returns, the job
   * is durable: no crash of any process or machine loses it.
   *
   * @param job one whose id was never handed over before
   * @return the id of the job that stands for the request
   * @throws OutcomeUnknownException if the job may or may not be there; {@link #submitAgain}
   *     settles it
   * @throws QueueException if it is not there
   */
  JobId submit(Job job);

  /**
   * The same for a job that was perhaps handed over before: afterwards it is there once.
   *
   * @throws OutcomeUnknownException as {@link #submit}
   * @throws QueueException if it is not there
   */
  JobId submitAgain(Job job);

  /**
   * Several jobs at once, for the price of fewer forces. When this returns, all are durable. It is
   * no transaction: if the machine fails in the middle, some may be there and others not.
   *
   * @param jobs whose ids were never handed over before
   * @return the ids of the jobs that stand for the requests, in their order
   * @throws OutcomeUnknownException if some may or may not be there; {@link #submitAgain} settles
   *     each
   * @throws QueueException if not all could be accepted; those that were accepted before are named
   */
  List<JobId> submitAll(List<Job> jobs);

  /**
   * Writes a job durably without letting it run: it waits for {@link #release}.
   *
   * @throws QueueException as {@link #submit}
   */
  JobId prepare(Job job);

  /**
   * Lets a prepared job go to its queue. Doing it again is harmless.
   *
   * @return false if there is no such job
   * @throws QueueException if it could not be done; the job stays prepared
   */
  boolean release(JobId id);

  /**
   * Takes a prepared job away as if it had never been: its host does not want it after all. Its key
   * is free again. A job that was released meanwhile stays.
   *
   * @return false if there is no such job among the prepared
   * @throws QueueException if it could not be done; trying again is harmless
   */
  boolean discard(JobId id);
}
