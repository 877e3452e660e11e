package dev.pressroom.queue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A worker as its registration shows it.
 *
 * @param lease its registration
 * @param name the worker's name
 * @param pid of its process on its own machine; 0 if it is not known
 * @param since when it registered; null if it is not known
 * @param beat when it last said that it lives; null if it is not known
 * @param queues that it serves; empty if it is not known
 * @param revoked whether its jobs are being taken back
 */
public record WorkerView(
    String lease,
    String name,
    long pid,
    Instant since,
    Instant beat,
    List<String> queues,
    boolean revoked) {

  public WorkerView {
    queues = List.copyOf(queues);
  }

  /** Whether it lives as far as can be seen. */
  public boolean alive(Instant now, Duration leaseTime) {
    return !revoked && beat != null && beat.plus(leaseTime).isAfter(now);
  }

  /** Whether it takes jobs from a queue; one that does not say is believed to. */
  public boolean serves(String queue) {
    return queues.isEmpty() || queues.contains(queue);
  }
}
