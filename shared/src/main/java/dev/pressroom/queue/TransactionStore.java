package dev.pressroom.queue;

import dev.pressroom.job.Job;
import dev.pressroom.job.JobId;
import java.sql.Connection;
import java.util.List;

/**
 * A store into which a host submits within a transaction of its own. Safe for use by several
 * threads, each with its own connection.
 */
public interface TransactionStore {

  /**
   * Submits within the caller's transaction: the jobs are there if and only if it commits. Nothing
   * of the connection is changed. A job that holds a request's key and was only prepared is
   * released, in the same transaction.
   *
   * @return the ids of the jobs that stand for the requests, in their order
   * @throws IllegalStateException if the connection commits each statement by itself
   * @throws QueueException if the database refused; rolling back is the caller's
   */
  List<JobId> submit(Connection connection, List<Job> jobs);

  /**
   * Says that a transaction with jobs in it was committed, so that workers look at once. Never
   * fails: without it they find the jobs by looking.
   */
  void committed();
}
