package dev.pressroom.queue;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;

/** What a host needs of a store. */
public interface SubmitStore {

  /**
   * Puts a job into its queue, or among the scheduled if it runs later. When this returns, the job
   * is durable: no crash of any process or machine loses it.
   *
   * <p>Calling it again with the same id is safe: the job is there once.
   *
   * @return the id of the job that stands for the request
   * @throws OutcomeUnknownException if the job may or may not be there; call again with the same
   *     job
   * @throws QueueException if it is not there
   */
  JobId submit(Job job);
}
