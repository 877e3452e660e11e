package dev.pressroom.queue;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;

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
}
