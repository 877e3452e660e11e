package dev.pressroom.queue;

import dev.pressroom.job.JobId;
import dev.pressroom.job.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a worker needs of a store. Late callers lose quietly: an operation on a claim that no longer
 * stands returns false and changes nothing.
 *
 * <p>Every method throws {@link QueueException} when the store cannot be reached or refuses; trying
 * again is then right and harmless.
 */
public interface DispatchStore {

  /** Makes a new lease, seen by others from now on. */
  Lease register(String worker);

  /**
   * The same, and tells those who look at the store which queues the worker serves; a store that
   * has no place for that leaves it out.
   */
  default Lease register(String worker, List<String> queues) {
    return register(worker);
  }

  /**
   * Ends a lease that holds nothing. If it still holds something, it stays and is rescued.
   *
   * @return whether it is gone
   */
  boolean deregister(Lease lease);

  /**
   * Takes up to {@code most} jobs, from the first queue that has any, then the next; within a queue
   * by priority, then age. Each claim is a new attempt and durable when this returns. A job that
   * nobody can read is put aside with its reason, one that has expired is cancelled.
   *
   * @throws LeaseLostException if the lease is gone
   */
  List<Claim> claim(Lease lease, List<String> queues, int most);

  /**
   * Makes a claim's directory ready for its attempt to run in: {@code job.json}, what earlier
   * attempts left, and the attempt's own folder. Called before the attempt begins; a claim that is
   * settled without having run needs none. May be called for several claims at once.
   *
   * @throws LeaseLostException if the lease is gone
   */
  void layOut(Claim claim);

  /**
   * Waits until there may be something to claim: a hint that may come late or for nothing, so
   * callers poll as well.
   *
   * @return whether something was noticed before the time was over
   */
  boolean awaitWork(List<String> queues, Duration most) throws InterruptedException;

  /**
   * Says that the lease's worker lives, and hears what it holds.
   *
   * @throws LeaseLostException if the lease is gone
   */
  List<Held> heartbeat(Lease lease);

  /** Every lease that the store knows of, whoever owns it. */
  List<LeaseBeat> leases();

  /**
   * Revokes a lease and takes its jobs back, or goes on where another stopped. Whether that is
   * right is decided by {@link LeaseWatch}, not here.
   *
   * @param own takes over what the lost one was taking in from the hot folder
   */
  List<Rescued> rescue(String lease, Lease own);

  /**
   * Takes what programs moved into the hot folder: each file becomes a job and gets a receipt with
   * the job's id, or one that says why it is refused.
   *
   * @return the ids of the jobs that stand for the files
   * @throws LeaseLostException if the lease is gone
   */
  List<JobId> takeIn(Lease own);

  /**
   * Moves jobs whose time has come into their queues.
   *
   * @return when the next one is due, if there is one, as the clock of this process will show it
   */
  Optional<Instant> promoteDue();

  /**
   * Ends a job: the attempt's files become the job's output, and the job goes to the outcome's
   * state, which is a finished one. With a success, {@code outcome.produced().artifacts()} name the
   * files in the attempt's output; with a failure, the error file is written. If the job asks for
   * deliveries, a mark is made before the job is seen as finished. Calling it again after an
   * exception is safe.
   *
   * @return false if the claim no longer stands; nothing is published then
   */
  boolean settle(Claim claim, Outcome outcome);

  /**
   * Ends several jobs, as {@link #settle} does each, for the price of fewer forces or transactions.
   * What stands in the way of one does not keep the others from being settled. Calling it again,
   * for all or some, is safe.
   *
   * @return for each, in their order, whether it was settled
   */
  default List<Settled> settleAll(List<Settle> jobs) {
    return jobs.stream().map(this::settled).toList();
  }

  private Settled settled(Settle job) {
    try {
      return new Settled(settle(job.claim(), job.outcome()), null);
    } catch (QueueException e) {
      return new Settled(false, e);
    }
  }

  /** How one job is to end. */
  record Settle(Claim claim, Outcome outcome) {}

  /**
   * What became of it.
   *
   * @param stood whether the claim still stood, and the job is settled
   * @param trouble why it could not be said, in which case trying again is right; null if it could
   */
  record Settled(boolean stood, QueueException trouble) {}

  /**
   * Puts a job whose attempt failed back to wait for its next attempt; or cancels it, if somebody
   * asked for that.
   *
   * @param failed what came of the attempt; kept with it
   * @param at when the next attempt may begin; a moment that has come means at once
   * @return false if the claim no longer stands
   */
  boolean retry(Claim claim, Outcome failed, Instant at);

  /**
   * Gives a job back without fault of its own: the attempt does not count. Only when nothing of the
   * attempt runs any more.
   *
   * @param released why; kept with the attempt
   * @param at when it may be claimed again; a moment that has come means at once
   * @return false if the claim no longer stands
   */
  boolean release(Claim claim, Outcome released, Instant at);

  /**
   * Gives back what the store says that this lease holds but its worker does not know of: a claim
   * whose reply was lost.
   *
   * @return false if it is no longer held
   */
  boolean disown(Lease lease, Held held);

  /** Removes what crashes left behind and nobody can need any more. Call it now and then. */
  void sweep();

  /** Deliveries that are still to be made, and can be made from here, oldest first. */
  List<DeliveryMark> deliveries();

  /**
   * Makes a delivery visible if it still stands, and removes its mark. No other process does the
   * same, and no later attempt settles in between.
   *
   * @param reveal called while the delivery stands; must be quick; not called if it does not stand
   * @return whether it stood
   */
  boolean deliver(DeliveryMark mark, Reveal reveal);

  /** What makes a delivery visible. */
  @FunctionalInterface
  interface Reveal {
    void run() throws java.io.IOException;
  }
}
